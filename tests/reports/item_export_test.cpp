#include "reports/item_export.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "records/json.h"
#include "tests/reports/invented_store.h"

namespace rasd {
namespace {

TEST(ItemExport, CsvCellsNeverRunInASpreadsheet) {
  const struct {
    const char* name;
    std::string text;
    const char* cell;
  } cases[] = {
      {"plain", "حادث سير", "حادث سير"},
      {"empty", "", ""},
      {"formula", "=HYPERLINK(1)", "'=HYPERLINK(1)"},
      {"formula with a quote and a comma", "=A(\"x\",1)", "\"'=A(\"\"x\"\",1)\""},
      {"plus", "+962", "'+962"},
      {"minus", "-1", "'-1"},
      {"mention", "@police", "'@police"},
      {"tab", "\t=1", "'\t=1"},
      {"return", "\r=1", "'=1"},
      {"override before a formula", "\u202E=1", "'=1"},
      {"comma", "a,b", "\"a,b\""},
      {"quote", "a \"b\"", "\"a \"\"b\"\"\""},
      {"two lines", "a\nb", "\"a\nb\""},
      {"inside a word it is no formula", "a=b", "a=b"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(csv_cell(c.text), c.cell);
  }
}

TEST(ItemExport, WritesEveryItemOnceOldestFirst) {
  constexpr Day kDay{std::chrono::year{2026}, std::chrono::November, std::chrono::day{21}};
  constexpr int kItems = 2100;  // three pages of the store
  InventedStore store(at_amman(kDay, 23));
  store.sources({invented_source("petra", "وكالة"), invented_source("herald", "The Herald")});
  for (int i = 0; i < kItems; ++i)
    store.add({i % 3 == 0 ? "herald" : "petra", at_amman(kDay, 8) + std::chrono::seconds{i / 2},
               i == 7 ? "=1+1, \"خبر\"" : "خبر " + std::to_string(i), "نص"});
  store.commit();
  auto reader = store.reader();
  ItemFilter filter;
  filter.window = {at_amman(kDay, 0), at_amman(add_days(kDay, 1), 0)};

  std::ostringstream csv;
  ASSERT_EQ(*export_items(reader, filter, ExportFormat::kCsv, csv), uint64_t{kItems});
  EXPECT_EQ(csv.str().rfind("\xEF\xBB\xBFid,at,", 0), 0u);
  EXPECT_NE(csv.str().find(",\"'=1+1, \"\"خبر\"\"\","), std::string::npos);

  std::ostringstream lines;
  filter.source = "herald";
  ASSERT_EQ(*export_items(reader, filter, ExportFormat::kJsonLines, lines), uint64_t{kItems / 3});
  std::istringstream in(lines.str());
  std::string before;
  std::set<std::string> ids;
  for (std::string line; std::getline(in, line);) {
    const auto item = parse_json(line);
    ASSERT_TRUE(item) << line;
    EXPECT_EQ(get_string(*item, "source"), "herald");
    const std::string at(get_string(*item, "at"));
    EXPECT_LE(before, at);
    before = at;
    ids.insert(std::string(get_string(*item, "id")));
  }
  EXPECT_EQ(ids.size(), size_t{kItems / 3});
}

}  // namespace
}  // namespace rasd
