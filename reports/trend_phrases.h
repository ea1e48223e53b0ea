#pragma once
#include <string>
#include <string_view>

#include "reports/trend_report.h"

namespace rasd {

/// The tone's or stance's own name in the language: "negative", "منتقد".
std::string class_name(bool of_tone, size_t index, const Wording& words);
/// "34.2% (28.1% to 41.0%)" when measured, else the raw share alone.
std::string share_with_interval(const ShareFigure& figure, const Wording& words);
/// What the row's figures are: measured, raw because too few were audited, or raw because the
/// sample leaves some of the period out.
std::string basis_of(const ShareRow& row, const Wording& words);
/// "The share of … rose from a to b".
std::string change_sentence(const TrendChange& change, const Wording& words);
/// "change d points, 95% interval low to high; before and from 26 October".
std::string change_interval(const TrendChange& change, const TrendReport& report,
                            const Wording& words);
/// The supported change with the greatest difference; null when there is none.
const TrendChange* main_change(const TrendReport& report);
/// Whether the daily figures are dense enough to be drawn; else the weekly ones are.
bool draw_days(const TrendReport& report, bool of_tone);

}  // namespace rasd
