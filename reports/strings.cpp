#include "reports/strings.h"

#include <array>

namespace rasd {
namespace {

struct Entry {
  Phrase phrase;
  std::string_view arabic;
  std::string_view english;
};

// In the order of Phrase, which is checked below.
constexpr std::array<Entry, static_cast<size_t>(Phrase::kCount)> kTable = {{
    // digest: frame
    {Phrase::kDigestTitle, "موجز التغطية الإعلامية", "Media coverage digest"},
    {Phrase::kWindow, "الفترة: من {from} إلى {to} ({zone})", "Window: {from} to {to} ({zone})"},
    {Phrase::kMadeAt, "أُعدّ في {time}", "made {time}"},
    {Phrase::kPartial, "أُعدّ قبل انتهاء اليوم، والأرقام غير نهائية.",
     "Made before the day ended; the counts are not final."},
    {Phrase::kMachineLabels, "العناوين كما نُشرت، والتصنيف آلي ما لم يصحّحه محلّل.",
     "Headlines as published; labels are by machine unless an analyst corrected them."},
    // digest: coverage
    {Phrase::kCoverageHead, "تغطية المصادر", "Source coverage"},
    {Phrase::kCoverage, "المصادر التي وصلنا إليها: {n} من {total}",
     "Sources reached: {n} of {total}"},
    {Phrase::kAllReached, "وصلنا إلى جميع المصادر.", "Every source was reached."},
    {Phrase::kNoSources, "لم تُعرَّف مصادر بعد.", "No sources are set up yet."},
    {Phrase::kFailingHead, "مصادر تعذّر الوصول إليها", "Sources we failed to reach"},
    {Phrase::kSilentHead, "مصادر صامتة", "Silent sources"},
    {Phrase::kFailingSince, "متعذّر ({reason})، وآخر وصول ناجح {time}",
     "failing ({reason}), last reached {time}"},
    {Phrase::kFailingNow, "متعذّر ({reason})، ولم نصل إليه من قبل",
     "failing ({reason}), never reached so far"},
    {Phrase::kSilentSince, "لا جديد منذ {time}", "nothing new since {time}"},
    {Phrase::kSilentAlways, "لم يصلنا منه شيء بعد", "nothing received so far"},
    {Phrase::kNotPolled, "لم يُفحص خلال هذه الفترة", "not checked in this window"},
    {Phrase::kReplayed,
     "{n, plural, =0 {} one {مصدر واحد من الأرشيف (لا يُفحص)} two {مصدران من الأرشيف (لا يُفحصان)} "
     "few {# مصادر من الأرشيف (لا تُفحص)} many {# مصدرًا من الأرشيف (لا تُفحص)} other {# مصدر من "
     "الأرشيف (لا تُفحص)}}",
     "{n, plural, one {# source from the archive (not polled)} other {# sources from the archive "
     "(not polled)}}"},
    {Phrase::kNotPolledSince, "لم يُفحص منذ {time}", "not checked since {time}"},
    {Phrase::kUnknownReason, "السبب غير معروف", "reason unknown"},
    {Phrase::kAfterTries,
     "{reason}، بعد {n, plural, =0 {لا محاولات} one {محاولة واحدة} two {محاولتين} few {# محاولات} "
     "many {# محاولة} other {# محاولة}}",
     "{reason}, after {n, plural, one {# try} other {# tries}}"},
    // conditions of sources
    {Phrase::kConditionSilent, "صامت", "Silent"},
    {Phrase::kConditionGone, "اختفى", "Gone"},
    {Phrase::kConditionBlocked, "يرفض طلباتنا", "Blocked"},
    {Phrase::kConditionFailing, "متعذّر", "Failing"},
    {Phrase::kConditionNotPolled, "لم يُفحص", "Not polled"},
    {Phrase::kConditionQuiet, "هادئ", "Quiet"},
    {Phrase::kConditionLive, "يعمل", "Live"},
    {Phrase::kConditionReplayed, "من الأرشيف", "From the archive"},
    {Phrase::kConditionInactive, "غير مفعَّل", "Not active"},
    {Phrase::kWhySilent,
     "لا جديد منذ {time}، والمعتاد في مثل هذه المدة {n, plural, =0 {أقل من مادة} one {مادة واحدة} "
     "two {مادتان} few {نحو # مواد} many {نحو # مادة} other {نحو # مادة}}",
     "nothing new since {time}; about {n, plural, one {# item} other {# items}} would be usual in "
     "that time"},
    {Phrase::kWhyQuiet, "لا جديد منذ {time}، ولا يخرج ذلك عن عادته",
     "nothing new since {time}, which is not unusual for it"},
    {Phrase::kWhyGone, "عنوانه غير موجود منذ {time} ({reason})، فابحثوا عن عنوانه الجديد",
     "its address is gone since {time} ({reason}): look for the new one"},
    {Phrase::kWhyBlocked, "يرفض طلباتنا منذ {time} ({reason})",
     "refuses our requests since {time} ({reason})"},
    // digest: incidents and entries
    {Phrase::kTopHead, "أبرز الحوادث", "Top incidents"},
    {Phrase::kQuietDay, "يوم هادئ: لم يبرز أي حادث.", "A quiet day: no incident stands out."},
    {Phrase::kNothing, "لم تصل مواد في هذه الفترة.", "No items arrived in this window."},
    {Phrase::kWhy, "لماذا يهم:", "Why it matters:"},
    {Phrase::kAction, "الإجراء:", "Action:"},
    {Phrase::kActionNone, "لا يوجد", "none"},
    {Phrase::kReworded, "محرَّر", "edited"},
    {Phrase::kByPerson, "من إنسان", "by a person"},
    {Phrase::kCorrection, "تصويب:", "Correction:"},
    {Phrase::kFirstSeen, "أول ظهور {time}", "first seen {time}"},
    {Phrase::kSeenAgain, "اليوم {time}، وأول ظهور {date}", "today {time}, first seen {date}"},
    {Phrase::kType, "النوع: {type}", "type: {type}"},
    {Phrase::kAgainst, "فيه انتقاد للجهة المعنية", "critical of the authority concerned"},
    {Phrase::kOfficialCarried, "صادر عن الجهة نفسها", "issued by the organisation itself"},
    {Phrase::kOutlets,
     "{n, plural, =0 {بلا مصادر} one {مصدر واحد} two {مصدران} few {# مصادر} many {# مصدرًا} other "
     "{# مصدر}}",
     "{n, plural, one {# outlet} other {# outlets}}"},
    {Phrase::kItems,
     "{n, plural, =0 {لا مواد} one {مادة واحدة} two {مادتان} few {# مواد} many {# مادة} other {# "
     "مادة}}",
     "{n, plural, =0 {no items} one {# item} other {# items}}"},
    {Phrase::kEntries,
     "{n, plural, =0 {لا قصص} one {قصة واحدة} two {قصتان} few {# قصص} many {# قصة} other {# قصة}}",
     "{n, plural, =0 {no unique stories} one {# unique story} other {# unique stories}}"},
    {Phrase::kMore,
     "{n, plural, =0 {} one {وقصة أخرى واحدة} two {وقصتان أخريان} few {و# قصص أخرى} many {و# قصة "
     "أخرى} other {و# قصة أخرى}}",
     "{n, plural, one {and # more} other {and # more}}"},
    {Phrase::kDays,
     "{n, plural, =0 {} one {يوم واحد} two {يومين} few {# أيام} many {# يومًا} other {# يوم}}",
     "{n, plural, one {# day} other {# days}}"},
    {Phrase::kObservationCount,
     "{n, plural, =0 {لم ترد ملاحظات} one {ملاحظة واحدة} two {ملاحظتان} few {# ملاحظات} many {# "
     "ملاحظة} other {# ملاحظة}}",
     "{n, plural, =0 {No observations were received} one {# observation} other {# observations}}"},
    {Phrase::kSourcesOutage,
     "{n, plural, =0 {} one {مصدر واحد متعذّر أو صامت} two {مصدران متعذّران أو صامتان} few {# مصادر "
     "متعذّرة أو صامتة} many {# مصدرًا متعذّرًا أو صامتًا} other {# مصدر متعذّر أو صامت}}",
     "{n, plural, one {# source failing or silent} other {# sources failing or silent}}"},
    {Phrase::kOpenItem, "النص المؤرشف", "archived text"},
    {Phrase::kOpenOriginal, "الأصل", "original"},
    // digest: growth
    {Phrase::kBadgeNew, "جديد", "new"},
    {Phrase::kBadgeUp, "متزايد", "rising"},
    {Phrase::kBadgeDown, "متراجع", "falling"},
    {Phrase::kBadgeUsual, "معتاد", "usual"},
    {Phrase::kRuleRange, "{today} اليوم، والمعتاد من {low} إلى {high} بحسب آخر {days}",
     "{today} today; usual is {low} to {high} over the last {days}"},
    {Phrase::kRuleDayBefore, "{today} اليوم مقابل {before} في اليوم السابق (اختبار دقيق، p = {p})",
     "{today} today against {before} the day before (exact test, p = {p})"},
    {Phrase::kRuleNew, "لم يظهر في الأيام السابقة", "not seen in the days before"},
    {Phrase::kRuleTooFew, "العدد أقل من أن يُقارن", "too few to compare"},
    // digest: sections
    {Phrase::kSectionOwn, "أجهزة الأمن والبيانات الرسمية والتوعية",
     "Security services, official statements and awareness"},
    {Phrase::kSectionCrime, "حوادث جنائية", "Crime"},
    {Phrase::kSectionPublicOrder, "النظام العام والحدود والإرهاب",
     "Public order, borders and terrorism"},
    {Phrase::kSectionTrafficRescue, "المرور والحماية المدنية والطقس",
     "Traffic, civil protection and weather"},
    {Phrase::kSectionOpinion, "الرأي في المنشورات والتعليقات", "Opinion in posts and comments"},
    {Phrase::kSectionGeneral, "أخبار أمنية عامة", "General security news"},
    {Phrase::kSectionOther, "أخبار أخرى", "Other news"},
    // digest: totals, sources, observations, ledger
    {Phrase::kTotalsHead, "المجموع والتغيّر عن اليوم السابق",
     "Totals and change since the day before"},
    {Phrase::kMediaTotal, "المواد الإعلامية", "Media items"},
    {Phrase::kSourcesHead, "المواد بحسب المصدر", "Items by source"},
    {Phrase::kSource, "المصدر", "Source"},
    {Phrase::kKindHead, "النوع", "Kind"},
    {Phrase::kToday, "اليوم", "Today"},
    {Phrase::kDayBefore, "اليوم السابق", "Day before"},
    {Phrase::kChange, "التغيّر", "Change"},
    {Phrase::kAgainstUsual, "مقارنة بالمعتاد", "Against the usual"},
    {Phrase::kObservationsHead, "الملاحظات الواردة", "Observations received"},
    {Phrase::kObservationsApart, "تُعدّ وحدها ولا تُجمع مع المواد الإعلامية.",
     "Counted apart; never added to media items."},
    {Phrase::kLedgerHead, "سجل ما عولج في هذه الفترة، أيًّا كان تاريخ نشره:",
     "Ledger of what was handled in this window, whatever its own date:"},
    {Phrase::kLedger,
     "ورد {taken}: خُزّن {stored}، مكرّر {duplicate}، مستبعد {filtered}، متعذّر {failed}، محجور "
     "{quarantined}، قيد المعالجة {pending}",
     "taken in {taken}: stored {stored}, duplicate {duplicate}, filtered {filtered}, failed "
     "{failed}, quarantined {quarantined}, pending {pending}"},
    {Phrase::kLedgerOk, "المجاميع متطابقة.", "The sums reconcile."},
    {Phrase::kLedgerBroken, "المجاميع غير متطابقة: راجعوا «rasd ledger».",
     "The sums do not reconcile: see “rasd ledger”."},
    {Phrase::kListSeparator, "، ", ", "},
    // trend report
    {Phrase::kTrendHead, "تقرير الاتجاهات", "Trend report"},
    {Phrase::kPeriod, "من {from} إلى {to}", "{from} to {to}"},
    {Phrase::kStanding, "رأي معبَّر عنه في المصادر المرصودة؛ ليس استطلاعًا.",
     "Opinion expressed in monitored sources; not a survey."},
    {Phrase::kNoClearChange, "لا تغيّر واضح", "No clear change"},
    {Phrase::kNoAudit, "لم يدقّق محلّل ما يكفي من مواد هذه الفترة، فلا يمكن القول بتغيّر.",
     "Too few items of this period were audited by a person, so no change can be claimed."},
    {Phrase::kRose, "ارتفعت نسبة {what} من {a} إلى {b}",
     "The share of {what} rose from {a} to {b}"},
    {Phrase::kFell, "انخفضت نسبة {what} من {a} إلى {b}",
     "The share of {what} fell from {a} to {b}"},
    {Phrase::kChangeInterval,
     "التغيّر {d} نقطة مئوية، وفترة الثقة 95% من {low} إلى {high}؛ قبل {split} وبعده",
     "change {d} points, 95% interval {low} to {high}; before and from {split}"},
    {Phrase::kSeriesTested, "بعد التصحيح لتعدد الاختبارات ثبت {k} من {n} تغيّرات مختبَرة.",
     "{k} of {n} tested series stood after correction for multiple tests."},
    {Phrase::kWhatNegative, "المواد ذات النبرة السلبية", "items of negative tone"},
    {Phrase::kWhatPositive, "المواد ذات النبرة الإيجابية", "items of positive tone"},
    {Phrase::kWhatFavourable, "المواد المؤيدة للجهات المعنية بالسلامة",
     "items favourable to the safety authorities"},
    {Phrase::kWhatAgainst, "المواد المعارضة للجهات المعنية بالسلامة",
     "items against the safety authorities"},
    {Phrase::kVolumeHead, "حجم التغطية", "Volume"},
    {Phrase::kToneHead, "النبرة: حصة كل فئة يوميًا", "Tone: daily shares"},
    {Phrase::kStanceHead, "الموقف من الجهات المعنية بالسلامة: حصة كل فئة يوميًا",
     "Stance toward the safety authorities: daily shares"},
    {Phrase::kToneHeadShort, "النبرة", "Tone"},
    {Phrase::kStanceHeadShort, "الموقف", "Stance"},
    {Phrase::kWeek, "الأسبوع", "Week"},
    {Phrase::kPeriodHead, "الفترة كلها", "Whole period"},
    {Phrase::kPartialDay, "اليوم لم ينتهِ بعد", "the day is not over"},
    {Phrase::kNotCovered, "عيّنة التدقيق لا تغطي هذه الفترة كلها",
     "the audit sample does not cover all of this period"},
    {Phrase::kRaw, "نسبة المصنِّف الخام، ليست قياسًا", "raw classifier share, not a measurement"},
    {Phrase::kRawShort, "مصنِّف خام", "raw classifier"},
    {Phrase::kMeasured, "تقدير من مواد دقّقها محلّل، مع فترة ثقة 95%",
     "estimate from items audited by a person, with 95% interval"},
    {Phrase::kMeasuredShort, "مقيس", "measured"},
    {Phrase::kAuditedOf, "دُقّق {a} من {n}", "{a} audited of {n}"},
    {Phrase::kTooFewAudited, "دُقّق {a} والحد الأدنى {min}", "{a} audited, at least {min} needed"},
    {Phrase::kOutageLegend, "يوم تعذّر فيه مصدر أو صمت", "a source failed or was silent"},
    {Phrase::kOutageDays,
     "{n, plural, =0 {لم يتعذّر أي مصدر في هذه الفترة.} one {يوم واحد تعذّر فيه مصدر أو صمت.} two "
     "{يومان تعذّر فيهما مصدر أو صمت.} few {# أيام تعذّر فيها مصدر أو صمت.} many {# يومًا تعذّر فيها "
     "مصدر أو صمت.} other {# يوم تعذّر فيها مصدر أو صمت.}}",
     "{n, plural, =0 {No source failed in this period.} one {A source failed or was silent on # "
     "day.} other {A source failed or was silent on # days.}}"},
    {Phrase::kAlwaysOut, "مصادر لم يصل منها شيء طوال الفترة: {names}",
     "Sources out for the whole period: {names}"},
    {Phrase::kWeekly, "نقاط القياس أسبوعية: ما دُقّق في اليوم الواحد أقل من الحد الأدنى.",
     "Measured points are weekly: too few items were audited on single days."},
    {Phrase::kDay, "اليوم", "Day"},
    {Phrase::kItemsHead, "المواد", "Items"},
    {Phrase::kUnique, "قصص فريدة", "Unique stories"},
    {Phrase::kObservations, "ملاحظات", "Observations"},
    {Phrase::kShare, "الحصة", "Share"},
    {Phrase::kIntervalHead, "فترة الثقة 95%", "95% interval"},
    {Phrase::kIntervalRange, "من {low} إلى {high}", "{low} to {high}"},
    {Phrase::kAudited, "دُقّق", "Audited"},
    {Phrase::kTotal, "الكل", "Total"},
    {Phrase::kOutageHead, "الانقطاع", "Outage"},
    {Phrase::kBasis, "الأساس", "Basis"},
    {Phrase::kClassHead, "الفئة", "Class"},
    {Phrase::kNoItems, "لا مواد في هذه الفترة.", "No items in this period."},
    {Phrase::kChartFigures, "أرقام الرسم", "Figures of the chart"},
    {Phrase::kMethodHead, "طريقة القياس", "Method"},
    {Phrase::kMethodMeasured,
     "الحصة المقيسة: تقدير الفروق الطبقي من عينة تدقيق عشوائية، ووزن المصنِّف مضبوط على العينة، "
     "وفترة الثقة بطريقة ويلسون على حجم العينة الفعّال. لا يظهر رقم مقيس تحت الحد الأدنى للمواد "
     "المدقَّقة.",
     "Measured share: stratified difference estimator from a random audit sample, the weight of "
     "the classifier tuned on the sample, Wilson interval on the effective sample size. Below the "
     "least number of audited items no measured figure is shown."},
    {Phrase::kMethodRaw,
     "نسبة المصنِّف الخام تخطئ بمقدار غير معروف حين تتغير المادة، لذلك تُرسم رمادية متقطعة ولا تُبنى "
     "عليها نتيجة.",
     "The raw classifier share is wrong by an unknown amount when the material changes; it is "
     "drawn grey and dashed, and nothing is concluded from it."},
    {Phrase::kMethodChange,
     "يُذكر تغيّر فقط إذا استبعدت فترة الثقة الصفر بعد التصحيح لتعدد الاختبارات؛ وهو تغيّر بعد تاريخ، "
     "لا أثر سبب.",
     "A change is named only where the interval excludes zero after correction for multiple tests; "
     "it is a change after a date, not the effect of a cause."},
    {Phrase::kModels, "إصدارات النموذج: {models}", "Model versions: {models}"},
    // pickup of statements
    {Phrase::kPickupHead, "من نقل بياناتنا", "Who carried our statements"},
    {Phrase::kPickupSummary,
     "{n, plural, =0 {لا بيانات} one {بيان واحد} two {بيانان} few {# بيانات} many {# بيانًا} other "
     "{# بيان}}، نقلت وسيلة واحدة على الأقل {k} منها",
     "{n, plural, one {# statement} other {# statements}}, {k} of them carried by at least one "
     "outlet"},
    {Phrase::kPickupNone, "لا بيانات في هذه الفترة.", "No statements in this period."},
    {Phrase::kPickupMissed, "لم ينقله: {names}", "Not carried by: {names}"},
    {Phrase::kPickupUnseen, "لم نقرأ شيئًا في مدته من: {names}",
     "Nothing was read in its time from: {names}"},
    {Phrase::kPickupNobody, "لم ينقله أحد.", "Nobody carried it."},
    {Phrase::kPickupOpen, "لم تنقضِ مدته بعد، وقد ينقله آخرون.",
     "Its time is not over; others may still carry it."},
    {Phrase::kPickupAdded, "أرقام لم ترد في البيان: {numbers}",
     "numbers that the statement does not have: {numbers}"},
    {Phrase::kPickupMinutes, "{n} د", "{n} min"},
    {Phrase::kPickupHours, "{h} س {m} د", "{h} h {m} min"},
    {Phrase::kPickupBefore, "قبل موقعنا بـ{time}", "{time} before our own site"},
    {Phrase::kPickupOutlet, "الوسيلة", "Outlet"},
    {Phrase::kPickupCarried, "نقلت", "Carried"},
    {Phrase::kPickupOutOf, "من أصل", "Of"},
    {Phrase::kPickupAltered, "معدَّلًا منها", "Altered"},
    {Phrase::kPickupDelay, "التأخر", "Delay"},
    {Phrase::kPickupHow, "كيف", "How"},
    {Phrase::kPickupShare, "من نص البيان", "Of its text"},
    {Phrase::kPickupByOutlet, "بحسب الوسيلة", "By outlet"},
    {Phrase::kPickupMethod,
     "يُبحث عن نص كل بيان في أخبار الوسائل المتابَعة خلال 72 ساعة من صدوره: حرفيًا إذا طابق النص "
     "كله، ومعدَّلًا إذا بقي أقل من أربعة أخماسه أو ورد رقم ليس فيه. والوسيلة التي لم نقرأ منها "
     "شيئًا في تلك المدة لا يُحكم عليها.",
     "The text of each statement is looked for in the watched outlets’ news of the 72 hours after "
     "it: verbatim when the whole text agrees, altered when less than four fifths of it are left "
     "or a number is new. Nothing is said of an outlet from which nothing was read in that time."},
    {Phrase::kReuseVerbatim, "حرفيًا", "verbatim"},
    {Phrase::kReuseShortened, "مختصرًا", "shortened"},
    {Phrase::kReuseQuoted, "ضمن نص أطول", "within a longer text"},
    {Phrase::kReuseEdited, "بتحرير طفيف", "lightly edited"},
    {Phrase::kReuseAltered, "معدَّلًا", "altered"},
}};

constexpr bool in_order() {
  for (size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<size_t>(kTable[i].phrase) != i) return false;
    if (kTable[i].arabic.empty() || kTable[i].english.empty()) return false;
  }
  return true;
}
static_assert(in_order());

struct KindName {
  std::string_view kind;
  std::string_view arabic;
  std::string_view english;
};
constexpr std::array<KindName, 5> kKinds = {{
    {"news", "أخبار", "news"},
    {"post", "منشورات", "posts"},
    {"comment", "تعليقات", "comments"},
    {"statement", "بيانات", "statements"},
    {"observation", "ملاحظات", "observations"},
}};

KindName find_kind(std::string_view kind) {
  for (const KindName& entry : kKinds) {
    if (entry.kind == kind) return entry;
  }
  return {};
}

}  // namespace

std::string_view arabic_kind(std::string_view kind) { return find_kind(kind).arabic; }
std::string_view english_kind(std::string_view kind) { return find_kind(kind).english; }

std::string_view arabic_pattern(Phrase phrase) {
  return kTable[static_cast<size_t>(phrase)].arabic;
}
std::string_view english_pattern(Phrase phrase) {
  return kTable[static_cast<size_t>(phrase)].english;
}

}  // namespace rasd
