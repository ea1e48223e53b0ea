#include "demo/setting.h"

#include "demo/arabic_count.h"
#include "demo/language.h"

namespace rasd {
namespace {

/// Slots that hold a count: nominative, oblique and the pronoun that refers back.
void set_count(BilingualFacts& facts, const std::string& slot, int n, const CountedNoun& noun,
               std::string_view one, std::string_view many) {
  const std::string english = count_english(n, one, many);
  facts.en.insert_or_assign(slot + "_cap", capitalised(english));
  facts.set(slot, count_arabic(n, noun, ArabicCase::kNominative), english);
  facts.set(slot + "_obl", count_arabic(n, noun, ArabicCase::kOblique), english);
  facts.set(slot + "_pron", pronoun_for(n), n == 1 ? "his" : "their");
  facts.set(slot + "_n", std::to_string(n), std::to_string(n));
}

std::string person(bool english, size_t first, size_t family) {
  const Named& a = male_names()[first];
  const Named& b = family_names()[family];
  return english ? std::string(a.en) + " " + std::string(b.en)
                 : std::string(a.ar) + " " + std::string(b.ar);
}

}  // namespace

std::vector<Outlet> make_outlets(int days) {
  std::vector<Outlet> o;
  const auto add = [&o](std::string id, std::string name, std::string english, std::string language,
                        std::string slogan, OutletFormat format,
                        OutletFault fault = OutletFault::kNone) {
    Outlet outlet;
    outlet.id = std::move(id);
    outlet.name = std::move(name);
    outlet.name_en = std::move(english);
    outlet.language = std::move(language);
    outlet.slogan = std::move(slogan);
    outlet.format = format;
    outlet.fault = fault;
    o.push_back(std::move(outlet));
  };
  add("wakala", "وكالة أنباء سرمد (وأس)", "Sarmad News Agency", "ar", "الخبر كما هو",
      OutletFormat::kAtom);
  o.back().layout = 1;
  add("sada-nuran", "صدى نوران", "Sada Nuran", "ar", "صحيفة يومية مستقلة", OutletFormat::kRss);
  o.back().layout = 0;
  add("rawabi", "الروابي نيوز", "Rawabi News", "ar", "أقرب إلى الناس", OutletFormat::kJsonFeed);
  o.back().layout = 2;
  add("mizan", "ميزان سرمد", "Al-Mizan", "ar", "رأي ورأي", OutletFormat::kNewsSitemap);
  o.back().layout = 3;
  add("kawkab-baydar", "كوكب البيدر", "Kawkab al-Baydar", "ar", "أخبار محافظة البيدر وجوارها",
      OutletFormat::kListPage);
  o.back().layout = 4;
  o.back().crawl_delay = "0.05";
  add("watad", "صحيفة الوتد", "Al-Watad", "ar", "صوت المحافظات", OutletFormat::kRss);
  o.back().layout = 5;
  o.back().windows_1256 = true;
  add("balad-plus", "البلد بلس", "Al-Balad Plus", "ar", "كل البلد في صفحة", OutletFormat::kRss,
      OutletFault::kArticlesForbidden);
  o.back().layout = 0;
  add("minbar-jisr", "منبر الجسر", "Minbar al-Jisr", "ar", "منبر من لا منبر له", OutletFormat::kRss,
      OutletFault::kFailing);
  o.back().layout = 1;
  o.back().crawl_delay = "1";
  add("fanar", "الفنار الإخباري", "Al-Fanar", "ar", "من المنارة إلى كل سرمد", OutletFormat::kRss,
      OutletFault::kSilent);
  o.back().layout = 3;
  o.back().silent_from = 50 * days / 60;
  add("safha", "موقع صفحة", "Safha", "ar", "مدونة إخبارية تفاعلية", OutletFormat::kRss);
  o.back().layout = 6;
  o.back().comments = true;
  add("sarmad-times", "The Sarmad Times", "The Sarmad Times", "en",
      "Independent since the first issue", OutletFormat::kRss);
  o.back().layout = 0;
  add("nuran-herald", "Nuran Herald", "Nuran Herald", "en", "News of the kingdom",
      OutletFormat::kAtom);
  o.back().layout = 6;
  add("diwan", "ديوان", "Diwan", "ar", "ساحة للحديث العام", OutletFormat::kMastodon);
  o.back().kind = ItemKind::kPost;
  add("amn-aam", "مديرية الأمن العام", "Public Security Directorate", "ar", "أمن وإنسانية",
      OutletFormat::kRss);
  o.back().kind = ItemKind::kStatement;
  o.back().official = true;
  o.back().layout = 7;
  add("observations", "ملاحظات واردة", "Observations received", "ar", "",
      OutletFormat::kObservations);
  o.back().kind = ItemKind::kObservation;
  return o;
}

const std::vector<Governorate>& governorates() {
  static const std::vector<Governorate> kAll = {
      {{"نوران", "Nuran"}, {{"نوران", "Nuran"}, {"ضاحية الريحان", "Dahiyat al-Rayhan"}}},
      {{"الشفق", "al-Shafaq"}, {{"تل الندى", "Tell al-Nada"}, {"أم الرند", "Umm al-Rand"}}},
      {{"وادي السرو", "Wadi al-Sarw"}, {{"السرو", "al-Sarw"}, {"عين الزيزفون", "Ain al-Zayzafun"}}},
      {{"البيدر", "al-Baydar"}, {{"البيدر", "al-Baydar"}, {"دير السنابل", "Dayr al-Sanabil"}}},
      {{"المنارة", "al-Manara"},
       {{"ميناء المنارة", "Manara Port"}, {"شط الصدف", "Shatt al-Sadaf"}},
       true},
      {{"الغور الأخضر", "the Green Ghor"},
       {{"غور الحناء", "Ghor al-Hinna"}, {"جسر الحور", "Jisr al-Hawr"}}},
      {{"السفوح", "al-Sufuh"}, {{"رأس السفح", "Ras al-Safh"}, {"ثلجين", "Thaljin"}}},
      {{"الرمال", "al-Rimal"},
       {{"بئر الهجين", "Bir al-Hajin"}, {"مركز الصوان", "Suwwan Post"}},
       false,
       true},
      {{"الجسر", "al-Jisr"},
       {{"الجسر الكبير", "al-Jisr al-Kabir"}, {"كفر اليمام", "Kafr al-Yamam"}}},
      {{"القلعة", "al-Qala"},
       {{"القلعة البيضاء", "the White Citadel"}, {"حارة الزعفران", "Harat al-Zafaran"}}},
      {{"النخلتين", "al-Nakhlatayn"},
       {{"واحة النخلتين", "Nakhlatayn Oasis"}, {"مفرق الأثل", "Mafraq al-Athl"}},
       false,
       true},
      {{"الزهراوات", "al-Zahrawat"},
       {{"مرج الخزامى", "Marj al-Khuzama"}, {"بيت الغمام", "Bayt al-Ghamam"}}},
  };
  return kAll;
}

const std::vector<Named>& quarters() {
  static const std::vector<Named> kAll = {
      {"حي الياسمين", "the Yasmin quarter"},       {"حي البستان الشرقي", "the East Bustan quarter"},
      {"حي الحدادين", "the Blacksmiths' quarter"}, {"حي التلة", "the Talla quarter"},
      {"حي المدارس", "the Schools quarter"},       {"حي السوق القديم", "the Old Market quarter"},
      {"حي الرباط", "the Ribat quarter"},          {"حي المطلة", "the Mutilla quarter"},
      {"حي القناطر", "the Arches quarter"},        {"حي الزيتونة", "the Zaytuna quarter"}};
  return kAll;
}

const std::vector<Named>& roads() {
  static const std::vector<Named> kAll = {{"الطريق الصحراوي", "the Desert Road"},
                                          {"طريق الميناء", "the Port Road"},
                                          {"الطريق الدائري", "the ring road"},
                                          {"شارع الاستقلال", "Independence Street"},
                                          {"طريق السفوح الجبلي", "the Sufuh mountain road"},
                                          {"طريق الأغوار", "the Ghor road"},
                                          {"شارع الجامعة", "University Street"},
                                          {"طريق المطار القديم", "the old airport road"}};
  return kAll;
}

const std::vector<Named>& male_names() {
  static const std::vector<Named> kAll = {
      {"سالم", "Salem"},   {"مازن", "Mazen"},   {"رائد", "Raed"},   {"نبيل", "Nabil"},
      {"عدنان", "Adnan"},  {"فراس", "Firas"},   {"وائل", "Wael"},   {"حازم", "Hazem"},
      {"سامر", "Samer"},   {"غسان", "Ghassan"}, {"بشار", "Bashar"}, {"زياد", "Ziad"},
      {"منذر", "Munther"}, {"طارق", "Tareq"},   {"أيمن", "Ayman"},  {"مهند", "Muhannad"}};
  return kAll;
}

const std::vector<Named>& female_names() {
  static const std::vector<Named> kAll = {{"ليلى", "Layla"}, {"سناء", "Sanaa"}, {"هدى", "Huda"},
                                          {"ريم", "Reem"},   {"دانا", "Dana"},  {"نجوى", "Najwa"},
                                          {"سحر", "Sahar"},  {"عبير", "Abeer"}, {"لمى", "Lama"},
                                          {"رنا", "Rana"},   {"مها", "Maha"},   {"سلوى", "Salwa"}};
  return kAll;
}

const std::vector<Named>& family_names() {
  static const std::vector<Named> kAll = {
      {"الزيزفوني", "al-Zayzafuni"}, {"النوراني", "al-Nurani"},    {"السنابلي", "al-Sanabili"},
      {"الخزامي", "al-Khuzami"},     {"الغيماني", "al-Ghaymani"},  {"الصدفاوي", "al-Sadafawi"},
      {"الرنداوي", "al-Randawi"},    {"اليماماتي", "al-Yamamati"}, {"الأثلاوي", "al-Athlawi"},
      {"السروي", "al-Sarwi"},        {"البيادري", "al-Bayadiri"},  {"الحناوين", "al-Hannawin"},
      {"القناطري", "al-Qanatri"},    {"الهجيناوي", "al-Hajinawi"}, {"الشفقاني", "al-Shafaqani"},
      {"التلاوين", "al-Tallawin"}};
  return kAll;
}

const std::vector<Named>& hospitals() {
  static const std::vector<Named> kAll = {{"مستشفى الندى الحكومي", "al-Nada public hospital"},
                                          {"مستشفى الياسمين التعليمي", "Yasmin teaching hospital"},
                                          {"مستشفى السنديان", "Sindyan hospital"},
                                          {"المستشفى الميداني", "the field hospital"},
                                          {"مستشفى الزيتونة", "Zaytuna hospital"},
                                          {"مستشفى الريحان الحكومي", "Rayhan public hospital"}};
  return kAll;
}

std::string_view weekday_arabic(Day day) {
  static constexpr std::string_view kNames[] = {"الأحد",  "الاثنين", "الثلاثاء", "الأربعاء",
                                                "الخميس", "الجمعة",  "السبت"};
  return kNames[std::chrono::weekday{std::chrono::sys_days{day}}.c_encoding()];
}

std::string_view weekday_english(Day day) {
  static constexpr std::string_view kNames[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                "Thursday", "Friday", "Saturday"};
  return kNames[std::chrono::weekday{std::chrono::sys_days{day}}.c_encoding()];
}

std::string date_arabic(Day day) {
  static constexpr std::string_view kMonths[] = {
      "كانون الثاني", "شباط", "آذار",  "نيسان",       "أيار",         "حزيران",
      "تموز",         "آب",   "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"};
  return std::to_string(static_cast<unsigned>(day.day())) + " " +
         std::string(kMonths[static_cast<unsigned>(day.month()) - 1]);
}

std::string date_english(Day day) {
  static constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};
  return std::to_string(static_cast<unsigned>(day.day())) + " " +
         std::string(kMonths[static_cast<unsigned>(day.month()) - 1]);
}

void BilingualFacts::set(std::string_view slot, std::string_view arabic, std::string_view english) {
  ar.insert_or_assign(std::string(slot), std::string(arabic));
  en.insert_or_assign(std::string(slot), std::string(english));
}

BilingualFacts draw_facts(Random& random, Day day, const Governorate& governorate) {
  BilingualFacts f;
  f.set("gov", governorate.name);
  f.set("city", random.pick(governorate.cities));
  f.set("quarter", random.pick(quarters()));
  f.set("road", random.pick(roads()));
  f.set("hospital", random.pick(hospitals()));
  f.set("weekday", weekday_arabic(day), weekday_english(day));
  f.set("yesterday", weekday_arabic(add_days(day, -1)), weekday_english(add_days(day, -1)));
  f.set("tomorrow", weekday_arabic(add_days(day, 1)), weekday_english(add_days(day, 1)));
  f.set("date", date_arabic(day), date_english(day));
  f.set("next_week", date_arabic(add_days(day, 8)), date_english(add_days(day, 8)));

  for (const char* slot : {"man", "man2", "officer", "expert"}) {
    const size_t first = random.below(male_names().size());
    const size_t family = random.below(family_names().size());
    f.set(slot, person(false, first, family), person(true, first, family));
  }
  const Named woman = random.pick(female_names());
  const Named family = random.pick(family_names());
  f.set("woman", std::string(woman.ar) + " " + std::string(family.ar),
        std::string(woman.en) + " " + std::string(family.en));

  const int dead = random.between(2, 6);
  set_count(f, "dead", dead, kPerson, "person", "people");
  set_count(f, "hurt", random.between(3, 14), kPerson, "person", "people");
  set_count(f, "suspects", random.between(3, 9), kPerson, "suspect", "suspects");
  set_count(f, "vehicles", random.between(2, 5), kVehicle, "vehicle", "vehicles");
  set_count(f, "houses", random.between(3, 19), kHouse, "house", "houses");
  set_count(f, "families", random.between(4, 25), kFamily, "family", "families");
  set_count(f, "shops", random.between(2, 8), kShop, "shop", "shops");
  set_count(f, "children", random.between(3, 6), kChild, "child", "children");
  set_count(f, "teams", random.between(3, 9), kTeam, "team", "teams");
  set_count(f, "years", random.between(3, 15), kYear, "year", "years");
  set_count(f, "hours", random.between(3, 7), kHour, "hour", "hours");
  set_count(f, "minutes", random.between(5, 25), kMinute, "minute", "minutes");
  set_count(f, "kilos", random.between(11, 96), kKilogram, "kilogram", "kilograms");
  set_count(f, "weapons", random.between(3, 22), kWeapon, "weapon", "weapons");
  set_count(f, "months", random.between(3, 8), kMonth, "month", "months");
  set_count(f, "days", random.between(3, 9), kDay, "day", "days");
  set_count(f, "youths", random.between(3, 6), kYouth, "young man", "young men");
  const int pills = random.between(20, 480);
  f.set("pills", std::to_string(pills) + " ألف حبة", std::to_string(pills) + ",000 pills");
  const std::string age = std::to_string(random.between(19, 48));
  f.set("age", age, age);
  const std::string old = std::to_string(random.between(55, 71));
  f.set("old", old, old);
  const std::string thousands = std::to_string(random.between(12, 95));
  f.set("thousands", thousands, thousands);
  const std::string percent = std::to_string(random.between(3, 18));
  f.set("percent", percent, percent);
  const std::string millions = std::to_string(random.between(11, 90));
  f.set("millions", millions, millions);
  const std::string hundreds = std::to_string(random.between(2, 9) * 100);
  f.set("hundreds", hundreds, hundreds);
  const std::string hundreds2 = std::to_string(random.between(2, 9) * 100 + 50);
  f.set("hundreds2", hundreds2, hundreds2);
  static constexpr std::string_view kFewMen[] = {"ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية"};
  static constexpr std::string_view kFewWomen[] = {"ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني"};
  static constexpr std::string_view kFew[] = {"three", "four", "five", "six", "seven", "eight"};
  const size_t few = random.below(6);
  f.set("few_m", kFewMen[few], kFew[few]);    // before masculine nouns
  f.set("few_f", kFewWomen[few], kFew[few]);  // before feminine ones
  const std::string speed = std::to_string(random.between(8, 15) * 10);
  f.set("speed", speed, speed);
  const std::string temperature = std::to_string(random.between(4, 33));
  f.set("degrees", temperature, temperature);
  return f;
}

const Grammar& arabic_grammar() {
  static const Grammar kGrammar{incidents_arabic(),    incidents_arabic_2(),  background_arabic(),
                                background_arabic_2(), background_arabic_3(), statements_arabic(),
                                posts_arabic()};
  return kGrammar;
}

const Grammar& english_grammar() {
  static const Grammar kGrammar{incidents_english(), background_english(), background_english_2(),
                                posts_english()};
  return kGrammar;
}

}  // namespace rasd
