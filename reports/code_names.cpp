#include <algorithm>
#include <array>
#include <span>

#include "reports/strings.h"

namespace rasd {
namespace {

// Codebook v1.
constexpr std::array<CodeName, 20> kIncidents = {{
    {"HOM", "قتل أو شروع بالقتل", "homicide"},
    {"ASL", "اعتداء أو تهديد أو خطف", "assault or kidnapping"},
    {"SEX", "عنف جنسي أو أسري", "sexual or family violence"},
    {"THF", "سرقة أو تخريب", "theft or vandalism"},
    {"DRG", "مخدرات", "drugs"},
    {"FRD", "احتيال أو فساد", "fraud or corruption"},
    {"CYB", "جريمة إلكترونية", "cybercrime"},
    {"PUB", "احتجاج أو شغب", "protest or riot"},
    {"WPN", "أسلحة أو إطلاق نار", "weapons or gunfire"},
    {"TER", "إرهاب", "terrorism"},
    {"WAR", "نزاع مسلح", "armed conflict"},
    {"BRD", "حدود أو تهريب", "border or smuggling"},
    {"TRF", "حادث مرور", "traffic accident"},
    {"FIR", "حريق أو انفجار", "fire or explosion"},
    {"RES", "غرق أو فقدان أو إنقاذ", "drowning, missing person or rescue"},
    {"WTH", "طقس أو كارثة طبيعية", "weather or natural hazard"},
    {"POL", "نشاط شرطي", "police activity"},
    {"SRV", "خدمة عامة", "public service"},
    {"AWR", "توعية وسلامة", "safety awareness"},
    {"NON", "لا حادث", "no incident"},
}};
constexpr std::array<CodeName, 14> kTopics = {{
    {"politics", "سياسة", "politics"},
    {"crime_security", "جريمة وأمن", "crime and security"},
    {"conflict", "نزاعات", "conflict"},
    {"economy", "اقتصاد", "economy"},
    {"health", "صحة", "health"},
    {"education", "تعليم", "education"},
    {"environment_weather", "بيئة وطقس", "environment and weather"},
    {"traffic_transport", "مرور ونقل", "traffic and transport"},
    {"society_rights", "مجتمع وحقوق", "society and rights"},
    {"religion", "دين", "religion"},
    {"culture_media", "ثقافة وإعلام", "culture and media"},
    {"sports", "رياضة", "sports"},
    {"science_tech", "علوم وتقنية", "science and technology"},
    {"other", "أخرى", "other"},
}};
constexpr std::array<CodeName, 3> kToneNames = {{
    {"negative", "سلبية", "negative"},
    {"neutral", "محايدة", "neutral"},
    {"positive", "إيجابية", "positive"},
}};
constexpr std::array<CodeName, 4> kStanceNames = {{
    {"favourable", "مؤيد", "favourable"},
    {"against", "منتقد", "against"},
    {"mentioned", "ذِكر بلا تقييم", "mentioned without judgement"},
    {"not_mentioned", "لا ذِكر", "not mentioned"},
}};
constexpr std::array<CodeName, 5> kKinds = {{
    {"news", "أخبار", "news"},
    {"post", "منشورات", "posts"},
    {"comment", "تعليقات", "comments"},
    {"statement", "بيانات", "statements"},
    {"observation", "ملاحظات", "observations"},
}};

const CodeName* find(std::span<const CodeName> table, std::string_view code) {
  const auto at = std::find_if(table.begin(), table.end(),
                               [&](const CodeName& entry) { return entry.code == code; });
  return at == table.end() ? nullptr : &*at;
}

}  // namespace

const CodeName* find_incident_name(std::string_view code) { return find(kIncidents, code); }
const CodeName* find_topic_name(std::string_view code) { return find(kTopics, code); }
const CodeName* find_tone_name(std::string_view code) { return find(kToneNames, code); }
const CodeName* find_stance_name(std::string_view code) { return find(kStanceNames, code); }
const CodeName* find_kind_name(std::string_view code) { return find(kKinds, code); }

}  // namespace rasd
