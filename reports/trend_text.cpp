#include <algorithm>
#include <string>

#include "records/article.h"
#include "reports/text_layout.h"
#include "reports/trend_phrases.h"
#include "reports/trend_report.h"

namespace rasd {
namespace {

class TrendSheet : TextSheet {
 public:
  TrendSheet(const TrendReport& report, const Wording& words, int width)
      : TextSheet(width), report_(report), words_(words) {}

  std::string make() {
    put(words_.say(Phrase::kTrendHead));
    put(words_.say(Phrase::kPeriod,
                   {{"from", words_.date(report_.from)}, {"to", words_.date(report_.to)}}));
    out_ += "\n";
    put(trend_title(report_, words_));
    const TrendChange* main = main_change(report_);
    if (main) put(change_interval(*main, report_, words_));
    for (const TrendChange& change : report_.changes) {
      if (!change.supported || &change == main) continue;
      put(change_sentence(change, words_));
      put(change_interval(change, report_, words_));
    }
    if (report_.series_tested == 0) put(words_.say(Phrase::kNoAudit));
    put(words_.say(Phrase::kStanding));
    put(words_.say(Phrase::kOutageDays, {{"n", int64_t{report_.outage_days}}}));
    volume();
    shares(true);
    shares(false);
    heading(words_.say(Phrase::kMethodHead));
    put(words_.say(Phrase::kMethodMeasured));
    put(words_.say(Phrase::kMethodRaw));
    put(words_.say(Phrase::kMethodChange));
    return std::move(out_);
  }

 private:
  void volume() {
    heading(words_.say(Phrase::kVolumeHead));
    put(words_.say(Phrase::kItems, {{"n", report_.items}}) + words_.say(Phrase::kListSeparator) +
        words_.say(Phrase::kEntries, {{"n", report_.unique}}));
    std::vector<std::vector<std::string>> rows = {
        {words_.say(Phrase::kDay), words_.say(Phrase::kItemsHead), words_.say(Phrase::kUnique),
         words_.say(Phrase::kObservations), words_.say(Phrase::kOutageHead)}};
    for (const TrendDay& day : report_.days) {
      std::string out;
      for (const std::string& name : day.outages) {
        if (!out.empty()) out += words_.say(Phrase::kListSeparator);
        out += quoted_text(name);
      }
      rows.push_back({words_.short_date(day.day), words_.number(day.items),
                      words_.number(day.unique),
                      words_.number(day.by_kind[static_cast<size_t>(ItemKind::kObservation)]),
                      day.partial ? words_.say(Phrase::kPartialDay) : out});
    }
    out_ += text_table(rows, {Align::kStart, Align::kEnd, Align::kEnd, Align::kEnd, Align::kStart},
                       width_);
  }

  // A raw share carries "~", and the line under the table says what that means.
  std::string cell(const ShareFigure& figure, const ShareRow& row) const {
    if (row.n_total == 0) return "-";
    if (!figure.measured) return "~" + words_.percent(figure.raw);
    return words_.percent(figure.share) + " [" + words_.decimal(figure.interval.low * 100, 1) +
           "-" + words_.decimal(figure.interval.high * 100, 1) + "]";
  }

  void shares(bool of_tone) {
    heading(words_.say(of_tone ? Phrase::kToneHead : Phrase::kStanceHead));
    std::vector<std::vector<std::string>> rows(1);
    std::vector<Align> aligns = {Align::kStart};
    rows[0].push_back(words_.say(Phrase::kDay));
    const size_t classes = of_tone ? kTones.size() : kStances.size();
    for (size_t k = 0; k < classes; ++k) {
      rows[0].push_back(class_name(of_tone, k, words_));
      aligns.push_back(Align::kEnd);
    }
    rows[0].push_back(words_.say(Phrase::kAudited));
    rows[0].push_back(words_.say(Phrase::kTotal));
    aligns.insert(aligns.end(), {Align::kEnd, Align::kEnd});
    bool raw = false;
    const auto add = [&](const std::string& head, const ShareRow& row) {
      std::vector<std::string> cells = {head};
      for (const ShareFigure& figure : row.classes) cells.push_back(cell(figure, row));
      cells.push_back(words_.number(row.n_audited));
      cells.push_back(words_.number(row.n_total));
      raw = raw || (row.n_total > 0 && !row.measured);
      rows.push_back(std::move(cells));
    };
    for (const TrendDay& day : report_.days) {
      add(words_.short_date(day.day) + (day.outage ? " *" : ""), of_tone ? day.tone : day.stance);
    }
    if (!draw_days(report_, of_tone)) {
      for (const TrendWeek& week : report_.weeks) {
        add(words_.say(Phrase::kPeriod, {{"from", words_.tick(report_.days[week.first].day)},
                                         {"to", words_.tick(report_.days[week.last].day)}}),
            of_tone ? week.tone : week.stance);
      }
    }
    add(words_.say(Phrase::kPeriodHead), of_tone ? report_.tone : report_.stance);
    out_ += text_table(rows, aligns, width_);
    if (raw) put("~ " + words_.say(Phrase::kRaw));
    if (report_.outage_days > 0) put("* " + words_.say(Phrase::kOutageLegend));
    put(words_.say(Phrase::kStanding));
  }

  const TrendReport& report_;
  const Wording& words_;
};

}  // namespace

std::string trend_text(const TrendReport& report, const Wording& words, int width) {
  return TrendSheet(report, words, width).make();
}

}  // namespace rasd
