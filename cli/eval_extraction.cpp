#include "cli/eval_extraction.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <numeric>
#include <optional>

#include "base/file.h"
#include "base/utf8.h"
#include "cli/extraction_score.h"
#include "crawler/html_tree.h"
#include "crawler/page.h"
#include "crawler/published_date.h"
#include "crawler/text_blocks.h"
#include "records/json.h"

namespace rasd {
namespace {

namespace fs = std::filesystem;

constexpr size_t kTruthCap = size_t{256} << 20;
// Test pages give no address of their own; any serves to resolve relative ones.
constexpr const char* kNoAddress = "http://page.example/article";

enum Field { kTitle, kByline, kLead, kLanguage, kPublished, kSiteName, kFields };
constexpr std::array<const char*, kFields> kTruthKeys = {"title", "byline",        "excerpt",
                                                         "lang",  "publishedTime", "siteName"};
constexpr std::array<const char*, kFields> kFieldNames = {"title",    "byline",    "excerpt",
                                                          "language", "published", "site_name"};

struct TruePage {
  std::string id, path, url, content_type, text;
  std::array<std::string, kFields> fields;  // empty: the truth says nothing
};

struct Agreement {
  size_t known = 0, same = 0;
};

struct Results {
  std::vector<std::string> ids;
  std::vector<TextScore> scores;
  std::array<Agreement, kFields> fields{};
  std::clock_t cpu = 0;

  double ms_a_page() const {
    return ids.empty()
               ? 0
               : 1e3 * static_cast<double>(cpu) / CLOCKS_PER_SEC / static_cast<double>(ids.size());
  }
};

/// The text of an expected.html: all of it, a line a block.
std::string text_of_html(const std::string& html) {
  const HtmlTree tree = HtmlTree::parse(html);
  std::string text;
  for (const TextBlock& block : text_blocks(tree, std::vector<uint8_t>(tree.size(), 0)))
    text.append(block.text) += '\n';
  return text;
}

/// articleBody as one text, or a list of paragraphs.
std::string body_of(const rapidjson::Value& truth) {
  for (const char* key : {"articleBody", "body"}) {
    const auto found = truth.FindMember(key);
    if (found == truth.MemberEnd()) continue;
    if (found->value.IsString()) return std::string(get_string(truth, key));
    std::string text;
    if (found->value.IsArray())
      for (const auto& line : found->value.GetArray())
        if (line.IsString()) text.append(line.GetString(), line.GetStringLength()) += '\n';
    return text;
  }
  return {};
}

std::vector<TruePage> read_keyed(const fs::path& truth_file) {
  std::vector<TruePage> pages;
  const auto json = read_file(truth_file.string(), kTruthCap);
  if (!json) return pages;
  const auto truth = parse_json(*json, kTruthCap);
  if (!truth || !truth->IsObject()) return pages;
  for (const auto& item : truth->GetObject()) {
    if (!item.value.IsObject()) continue;
    TruePage page;
    page.id.assign(item.name.GetString(), item.name.GetStringLength());
    for (const char* ending : {".html", ".html.gz", ""}) {
      const fs::path path = truth_file.parent_path() / "html" / (page.id + ending);
      if (page.path.empty() && fs::is_regular_file(path)) page.path = path.string();
    }
    page.url = get_string(item.value, "url");
    page.text = body_of(item.value);
    if (!page.path.empty() && !page.text.empty()) pages.push_back(std::move(page));
  }
  return pages;
}

std::optional<TruePage> read_page_folder(const fs::path& folder) {
  const auto expected = read_file((folder / "expected.html").string());
  if (!expected) return {};
  TruePage page;
  page.id = folder.filename().string();
  page.path = (folder / "source.html").string();
  page.url = kNoAddress;
  // The pages were saved as UTF-8, whatever their own markup still says.
  page.content_type = "text/html; charset=utf-8";
  page.text = text_of_html(*expected);
  if (const auto json = read_file((folder / "expected-metadata.json").string()))
    if (const auto metadata = parse_json(*json); metadata && metadata->IsObject())
      for (size_t f = 0; f < kFields; ++f)
        page.fields[f] = squeeze_spaces(get_string(*metadata, kTruthKeys[f]));
  return page;
}

std::vector<TruePage> find_pages(const std::string& root) {
  std::vector<TruePage> pages;
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(root, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name == "ground-truth.json" || name == "ground_truth.json" || name == "articles.json") {
      std::vector<TruePage> keyed = read_keyed(entry.path());
      std::move(keyed.begin(), keyed.end(), std::back_inserter(pages));
    } else if (name == "source.html") {
      if (auto page = read_page_folder(entry.path().parent_path()))
        pages.push_back(std::move(*page));
    }
  }
  std::sort(pages.begin(), pages.end(),
            [](const TruePage& a, const TruePage& b) { return a.id < b.id; });
  return pages;
}

std::string day_of(const std::optional<StatedDate>& date) {
  return date ? to_string(*date).substr(0, 10) : std::string();
}

std::string found_field(const ExtractedPage& page, size_t field) {
  switch (field) {
    case kTitle:
      return page.title;
    case kByline:
      return page.byline;
    case kLead:
      return page.lead;
    case kLanguage:
      return page.language;
    case kPublished:
      return day_of(page.published);
    default:
      return page.site_name;
  }
}

void judge(const TruePage& truth, Results& results) {
  const auto bytes = read_file_or_gzip(truth.path);
  if (!bytes) return;
  PageContext context;
  context.url = truth.url;
  context.content_type = truth.content_type;
  const std::clock_t before = std::clock();
  const ExtractedPage page = read_page(*bytes, context);
  results.cpu += std::clock() - before;
  results.ids.push_back(truth.id);
  results.scores.push_back(score_text(truth.text, page.text));
  for (size_t f = 0; f < kFields; ++f) {
    if (truth.fields[f].empty()) continue;
    const std::string wanted =
        f == kPublished ? day_of(read_date(truth.fields[f])) : truth.fields[f];
    ++results.fields[f].known;
    if (wanted == squeeze_spaces(found_field(page, f))) ++results.fields[f].same;
  }
}

std::vector<size_t> worst_first(const Results& results, size_t most) {
  std::vector<size_t> order(results.ids.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return results.scores[a].f1() < results.scores[b].f1();
  });
  order.resize(std::min(order.size(), most));
  return order;
}

void print_text(const Results& results, size_t worst) {
  const MeanScore mean = mean_score(results.scores);
  std::printf("n %zu  text F1 %.4f (P %.4f R %.4f)  words F1 %.4f  %.2f ms of CPU a page\n",
              mean.pages, mean.f1, mean.precision, mean.recall, mean.words_f1, results.ms_a_page());
  for (size_t f = 0; f < kFields; ++f)
    if (results.fields[f].known > 0)
      std::printf("%-10s %zu of %zu agree\n", kFieldNames[f], results.fields[f].same,
                  results.fields[f].known);
  for (const size_t i : worst_first(results, worst))
    std::printf("%.3f  P %.3f R %.3f  %s\n", results.scores[i].f1(), results.scores[i].precision,
                results.scores[i].recall, results.ids[i].c_str());
}

void print_json(const Results& results, size_t worst) {
  const MeanScore mean = mean_score(results.scores);
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "n", static_cast<int64_t>(mean.pages));
  put(out, "f1", mean.f1);
  put(out, "precision", mean.precision);
  put(out, "recall", mean.recall);
  put(out, "words_f1", mean.words_f1);
  put(out, "ms_a_page", results.ms_a_page());
  put_key(out, "fields");
  out.StartObject();
  for (size_t f = 0; f < kFields; ++f) {
    if (results.fields[f].known == 0) continue;
    put_key(out, kFieldNames[f]);
    out.StartObject();
    put(out, "known", static_cast<int64_t>(results.fields[f].known));
    put(out, "same", static_cast<int64_t>(results.fields[f].same));
    out.EndObject();
  }
  out.EndObject();
  put_key(out, "worst");
  out.StartArray();
  for (const size_t i : worst_first(results, worst)) {
    out.StartObject();
    put(out, "id", results.ids[i]);
    put(out, "f1", results.scores[i].f1());
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

}  // namespace

int run_eval_extraction(const EvalExtractionOptions& options) {
  Results results;
  for (const TruePage& page : find_pages(options.folder)) judge(page, results);
  if (results.ids.empty()) {
    std::fprintf(stderr,
                 "rasd eval: no pages with a known text under %s: wanted ground-truth.json beside "
                 "html/, or folders with source.html and expected.html\n",
                 options.folder.c_str());
    return 1;
  }
  options.json ? print_json(results, options.worst) : print_text(results, options.worst);
  return 0;
}

}  // namespace rasd
