#pragma once
#include <cstdint>
#include <string_view>

namespace rasd {

/// Every sentence of the reports, once in Arabic and once in English. Patterns are ICU
/// MessageFormat with named arguments; {n} chooses the plural. Say them through Wording.
enum class Phrase : uint8_t {
  // digest: frame
  kDigestTitle,
  kWindow,
  kMadeAt,
  kPartial,
  kMachineLabels,
  // digest: coverage
  kCoverageHead,
  kCoverage,
  kAllReached,
  kNoSources,
  kFailingHead,
  kSilentHead,
  kFailingSince,
  kFailingNow,
  kSilentSince,
  kSilentAlways,
  kNotPolled,
  kReplayed,
  kNotPolledSince,
  kUnknownReason,
  // digest: incidents and entries
  kTopHead,
  kQuietDay,
  kNothing,
  kWhy,
  kAction,
  kActionNone,
  kFirstSeen,
  kType,
  kAgainst,
  kOfficialCarried,
  kOutlets,
  kItems,
  kEntries,
  kMore,
  kDays,
  kObservationCount,
  kSourcesOutage,
  kOpenItem,
  kOpenOriginal,
  // digest: growth
  kBadgeNew,
  kBadgeUp,
  kBadgeDown,
  kBadgeUsual,
  kRuleRange,
  kRuleDayBefore,
  kRuleNew,
  kRuleTooFew,
  // digest: sections
  kSectionOwn,
  kSectionCrime,
  kSectionPublicOrder,
  kSectionTrafficRescue,
  kSectionOpinion,
  kSectionGeneral,
  kSectionOther,
  // digest: totals, sources, observations, ledger
  kTotalsHead,
  kMediaTotal,
  kSourcesHead,
  kSource,
  kKindHead,
  kToday,
  kDayBefore,
  kChange,
  kAgainstUsual,
  kObservationsHead,
  kObservationsApart,
  kLedgerHead,
  kLedger,
  kLedgerOk,
  kLedgerBroken,
  kListSeparator,
  // trend report
  kTrendHead,
  kPeriod,
  kStanding,
  kNoClearChange,
  kNoAudit,
  kRose,
  kFell,
  kChangeInterval,
  kSeriesTested,
  kWhatNegative,
  kWhatPositive,
  kWhatFavourable,
  kWhatAgainst,
  kVolumeHead,
  kToneHead,
  kStanceHead,
  kToneHeadShort,
  kStanceHeadShort,
  kWeek,
  kPeriodHead,
  kPartialDay,
  kNotCovered,
  kRaw,
  kRawShort,
  kMeasured,
  kMeasuredShort,
  kAuditedOf,
  kTooFewAudited,
  kOutageLegend,
  kOutageDays,
  kAlwaysOut,
  kWeekly,
  kDay,
  kItemsHead,
  kUnique,
  kObservations,
  kShare,
  kIntervalHead,
  kIntervalRange,
  kAudited,
  kTotal,
  kOutageHead,
  kBasis,
  kClassHead,
  kNoItems,
  kChartFigures,
  kMethodHead,
  kMethodMeasured,
  kMethodRaw,
  kMethodChange,
  kModels,
  kCount,  // not a phrase
};

/// The pattern in Arabic or English. Never empty.
std::string_view arabic_pattern(Phrase phrase);
std::string_view english_pattern(Phrase phrase);

/// The name of a kind of item, by name(ItemKind); empty when unknown. Codes of the codebook have
/// theirs in nlp/taxonomy.h.
std::string_view arabic_kind(std::string_view kind);
std::string_view english_kind(std::string_view kind);

}  // namespace rasd
