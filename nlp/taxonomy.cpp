#include "nlp/taxonomy.h"

namespace rasd {
namespace {

// clang-format off
constexpr std::array<Label, kIncidentCodes> kIncidents = {{
    {"HOM", "Homicide", "قتل", "Somebody killed, or nearly, by a crime; not war or terrorism", "قتل أو شروع في قتل جرمي، لا حرب ولا إرهاب"},
    {"ASL", "Assault and abduction", "اعتداء وخطف", "Beating, brawl, threat, kidnapping, hostages, torture", "ضرب أو مشاجرة أو تهديد أو خطف أو تعذيب"},
    {"SEX", "Sexual and family abuse", "عنف جنسي وأسري", "Sexual violence, harassment, abuse of family or children", "عنف جنسي أو تحرش أو إساءة لأسرة أو طفل"},
    {"THF", "Theft and damage", "سرقة وتخريب", "Theft, robbery, burglary, vandalism, arson", "سرقة أو سلب أو سطو أو تخريب أو حرق متعمد"},
    {"DRG", "Drugs", "مخدرات", "Drug use, dealing, trafficking or seizure", "تعاطي المخدرات أو ترويجها أو تهريبها أو ضبطها"},
    {"FRD", "Fraud and corruption", "احتيال وفساد", "Fraud, forgery, bribery, embezzlement, laundering, spoiled goods", "احتيال أو تزوير أو رشوة أو اختلاس أو غسل أموال أو بضائع فاسدة"},
    {"CYB", "Cybercrime", "جرائم إلكترونية", "Hacking, online extortion or fraud, leaks, criminal rumours", "اختراق أو ابتزاز أو احتيال إلكتروني أو تسريب أو إشاعة مجرّمة"},
    {"PUB", "Protest and public order", "احتجاج ونظام عام", "Protest, strike, sit-in, riot, clashes with police", "احتجاج أو إضراب أو اعتصام أو شغب أو صدام مع الشرطة"},
    {"WPN", "Weapons", "أسلحة", "Unlawful weapons, celebratory gunfire, weapons seized", "حيازة سلاح غير مرخص أو إطلاق عيارات في المناسبات أو ضبط أسلحة"},
    {"TER", "Terrorism", "إرهاب", "Attack, plot, cell, trial, recruitment or propaganda of extremists", "هجوم أو مخطط أو خلية أو محاكمة أو تجنيد لتنظيم متطرف"},
    {"WAR", "Armed conflict", "نزاع مسلح", "Battles, air strikes and ceasefires of states and militias", "معارك وغارات وهدن بين دول أو جيوش أو ميليشيات"},
    {"BRD", "Border and migration", "حدود وهجرة", "Border security, smuggling but for drugs, irregular migration, trafficking of persons", "أمن الحدود والتهريب عدا المخدرات والهجرة غير النظامية والاتجار بالبشر"},
    {"TRF", "Road traffic", "مرور وحوادث سير", "Road accident, traffic offence, dangerous or jammed road", "حادث سير أو دهس أو مخالفة أو طريق خطر أو ازدحام"},
    {"FIR", "Fire and accidents", "حريق وحوادث", "Fire, gas, industrial accident, collapse, crash of plane or train", "حريق أو غاز أو حادث صناعي أو انهيار أو سقوط طائرة أو قطار"},
    {"RES", "Rescue and missing persons", "إنقاذ ومفقودون", "Drowning, missing person, rescue or ambulance work", "غرق أو فقدان شخص أو إنقاذ أو إسعاف"},
    {"WTH", "Weather and natural hazards", "طقس وكوارث طبيعية", "Flood, storm, snow, dust, heat, earthquake and forecasts of them", "سيول أو عواصف أو ثلوج أو غبار أو حر أو زلزال وتوقعاتها"},
    {"POL", "Act of a security body", "عمل جهاز أمني", "What police, gendarmerie, civil defence or interior ministry did or said", "ما قامت به الشرطة أو الدرك أو الدفاع المدني أو الداخلية"},
    {"SRV", "Public service", "خدمة عامة", "Licences, passports, civil status, electronic government services", "تراخيص وجوازات وأحوال مدنية وخدمات حكومية إلكترونية"},
    {"AWR", "Awareness and warning", "توعية وتحذير", "Safety advice, warning, campaign or event", "نصيحة أو تحذير أو حملة أو فعالية للسلامة"},
}};
constexpr std::array<Label, kTopics> kTopicLabels = {{
    {"politics", "Politics", "سياسة", "Government, parliament, parties, diplomacy", "حكومة وبرلمان وأحزاب ودبلوماسية"},
    {"crime_security", "Crime and security", "جريمة وأمن", "Crime, policing, terrorism inside a country", "جرائم وعمل أمني وإرهاب داخل الدولة"},
    {"conflict", "Conflict", "نزاعات", "Wars and armed conflicts", "حروب ونزاعات مسلحة"},
    {"economy", "Economy", "اقتصاد", "Business, prices, work, markets", "أعمال وأسعار وعمل وأسواق"},
    {"health", "Health", "صحة", "Illness, medicine, hospitals", "أمراض وطب ومستشفيات"},
    {"education", "Education", "تعليم", "Schools, universities, students", "مدارس وجامعات وطلبة"},
    {"environment_weather", "Environment and weather", "بيئة وطقس", "Nature, weather, hazards, fires and rescues", "طبيعة وطقس وكوارث وحرائق وإنقاذ"},
    {"traffic_transport", "Traffic and transport", "مرور ونقل", "Roads, accidents, public transport, aviation", "طرق وحوادث ونقل عام وطيران"},
    {"society_rights", "Society and rights", "مجتمع وحقوق", "Social life, family, charity, rights", "حياة اجتماعية وأسرة وعمل خيري وحقوق"},
    {"religion", "Religion", "دين", "Faith, worship, religious debate", "عقيدة وعبادة ونقاش ديني"},
    {"culture_media", "Culture and media", "ثقافة وإعلام", "Arts, media, entertainment", "فنون وإعلام وترفيه"},
    {"sports", "Sports", "رياضة", "Matches, clubs, players", "مباريات وأندية ولاعبون"},
    {"science_tech", "Science and technology", "علوم وتقنية", "Research, devices, networks", "أبحاث وأجهزة وشبكات"},
    {"other", "Other", "أخرى", "Personal talk and whatever fits nowhere else", "حديث شخصي وما لا يندرج في غيره"},
}};
constexpr std::array<Label, kToneCount> kToneLabels = {{
    {"negative", "Negative", "سلبي", "Blames, complains, mourns, fears, insults, mocks", "لوم أو شكوى أو حزن أو خوف أو إهانة أو سخرية"},
    {"neutral", "Neutral", "محايد", "Reports without evaluation, also of bad events", "نقل بلا تقييم ولو كان الحدث سيئاً"},
    {"positive", "Positive", "إيجابي", "Praises, thanks, congratulates, hopes", "ثناء أو شكر أو تهنئة أو أمل"},
}};
constexpr std::array<Label, kStanceCount> kStanceLabels = {{
    {"favourable", "Favourable", "مؤيد", "Praise or thanks for the authorities responsible", "ثناء أو شكر للجهات المسؤولة"},
    {"against", "Against", "معارض", "Criticism or blame of the authorities responsible", "نقد أو لوم للجهات المسؤولة"},
    {"mentioned", "Mentioned", "ذُكرت", "Authorities mentioned without evaluation", "ذُكرت الجهات المسؤولة بلا تقييم"},
    {"not_mentioned", "Not mentioned", "لم تُذكر", "No responsible authority in the item", "لا ذكر لجهة مسؤولة"},
}};
// clang-format on

template <size_t n>
const Label* find_in(const std::array<Label, n>& labels, std::string_view code) {
  for (const Label& label : labels) {
    if (label.code == code) return &label;
  }
  return nullptr;
}

}  // namespace

const std::array<Label, kIncidentCodes>& incident_labels() { return kIncidents; }
const std::array<Label, kTopics>& topic_labels() { return kTopicLabels; }
const std::array<Label, kToneCount>& tone_labels() { return kToneLabels; }
const std::array<Label, kStanceCount>& stance_labels() { return kStanceLabels; }

const Label* find_label(Decision decision, std::string_view code) {
  switch (decision) {
    case Decision::kIncident:
      return find_in(kIncidents, code);
    case Decision::kTopic:
      return find_in(kTopicLabels, code);
    case Decision::kTone:
      return find_in(kToneLabels, code);
    case Decision::kStance:
      return find_in(kStanceLabels, code);
  }
  return nullptr;
}

OutputRange outputs_of(Decision decision) {
  switch (decision) {
    case Decision::kIncident:
      return {0, kIncidentCodes};
    case Decision::kTopic:
      return {kIncidentCodes, kTopics};
    case Decision::kTone:
      return {kIncidentCodes + kTopics, kToneCount};
    case Decision::kStance:
      break;
  }
  return {kIncidentCodes + kTopics + kToneCount, kStanceCount};
}

std::string_view output_code(size_t output) {
  if (output < kIncidentCodes) return kIncidents[output].code;
  output -= kIncidentCodes;
  if (output < kTopics) return kTopicLabels[output].code;
  output -= kTopics;
  if (output < kToneCount) return kToneLabels[output].code;
  return kStanceLabels[output - kToneCount].code;
}

std::string_view name(Decision decision) {
  constexpr std::array<std::string_view, kDecisions> kNames = {"incident", "topic", "tone",
                                                               "stance"};
  return kNames[static_cast<size_t>(decision)];
}

}  // namespace rasd
