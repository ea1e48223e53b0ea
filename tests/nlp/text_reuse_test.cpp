#include "nlp/text_reuse.h"

#include <gtest/gtest.h>

namespace rasd {
namespace {

constexpr const char* kStatement =
    "قال الناطق الإعلامي باسم مديرية الأمن العام إن دوريات السير ضبطت 45 مخالفة على الطريق "
    "الصحراوي مساء أمس، وإن 3 مركبات حُجزت بعد أن تجاوزت سرعتها 160 كيلومترًا في الساعة.\n"
    "ودعا الناطق السائقين إلى الالتزام بالسرعات المحددة حفاظًا على أرواحهم وأرواح غيرهم، مؤكدًا "
    "أن الحملة مستمرة حتى نهاية الشهر في جميع محافظات المملكة.";

TEST(TextReuse, CallsEachKindByItsName) {
  TextReuse reuse;
  ASSERT_EQ(reuse.add("بيان آخر لا علاقة له بما يلي، عن دوام مكاتب الترخيص خلال عطلة العيد القادمة "
                      "في جميع المحافظات."),
            0u);
  ASSERT_EQ(reuse.add(kStatement), 1u);
  const std::string whole = kStatement;
  const std::string first = whole.substr(0, whole.find('\n'));
  std::string other_words = whole;
  const auto swap = [&other_words](std::string_view from, std::string_view to) {
    other_words.replace(other_words.find(from), from.size(), to);
  };
  swap("حفاظًا", "حرصًا");
  std::string other_number = other_words;
  other_number.replace(other_number.find("45"), 2, "54");
  const struct {
    const char* name;
    std::string text;
    const char* kind;  // empty: not found
  } cases[] = {
      {"the same", whole, "verbatim"},
      {"other spelling, same words", "قال النّاطق الاعلامي" + whole.substr(whole.find(" باسم")),
       "verbatim"},
      {"its first paragraph", first, "shortened"},
      {"within a longer article",
       whole + "\nوفي سياق متصل شهدت الطرق الخارجية أمس حركة نشطة مع بدء العطلة المدرسية، بحسب ما "
               "رصده مراسلنا في محطة المسافرين.",
       "quoted"},
      {"one word changed", other_words, "edited"},
      {"one number changed", other_number, "altered"},
      {"another story of the same road",
       "أفاد شهود عيان بأن حادثًا وقع على الطريق الصحراوي مساء أمس بين شاحنة ومركبة صغيرة، وأن "
       "الدفاع المدني نقل المصابين إلى المستشفى.",
       ""},
      {"too short to say", "قال الناطق الإعلامي باسم مديرية الأمن العام", ""},
      {"nothing", "", ""},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    const auto found = reuse.find(one.text);
    if (std::string(one.kind).empty()) {
      EXPECT_TRUE(found.empty());
      continue;
    }
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].original, 1u);
    EXPECT_EQ(name(TextReuse::kind_of(found[0])), one.kind)
        << found[0].of_original << " " << found[0].of_other;
  }
  EXPECT_EQ(reuse.find(other_number)[0].added, std::vector<std::string>{"54"});
}

}  // namespace
}  // namespace rasd
