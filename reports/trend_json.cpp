#include <string>

#include "records/article.h"
#include "records/json.h"
#include "reports/trend_phrases.h"
#include "reports/trend_report.h"

namespace rasd {
namespace {

void put_row(JsonWriter& json, std::string_view key, const ShareRow& row, bool of_tone,
             const Wording& words) {
  put_key(json, key);
  json.StartObject();
  put(json, "n_total", row.n_total);
  put(json, "n_audited", row.n_audited);
  put(json, "n_covered", row.n_covered);
  put(json, "measured", row.measured);
  put(json, "minimum", row.minimum);
  put(json, "basis", basis_of(row, words));
  put_key(json, "classes");
  json.StartArray();
  for (size_t k = 0; k < row.classes.size(); ++k) {
    const ShareFigure& figure = row.classes[k];
    json.StartObject();
    put(json, "class", of_tone ? kTones[k] : kStances[k]);
    if (figure.measured) {
      put(json, "share", figure.share);
      put(json, "low", figure.interval.low);
      put(json, "high", figure.interval.high);
    } else {
      put_null(json, "share");
    }
    put(json, "raw_classifier_share_not_a_measurement", figure.raw);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

void put_names(JsonWriter& json, std::string_view key, const std::vector<std::string>& names) {
  put_key(json, key);
  json.StartArray();
  for (const std::string& one : names) put_value(json, one);
  json.EndArray();
}

void put_change(JsonWriter& json, const TrendChange& change) {
  json.StartObject();
  put(json, "of", change.of_tone ? "tone" : "stance");
  put(json, "class", change.of_tone ? kTones[change.index] : kStances[change.index]);
  put(json, "before", change.before.share);
  put(json, "after", change.after.share);
  put(json, "delta", change.difference.delta);
  put(json, "low", change.difference.interval.low);
  put(json, "high", change.difference.interval.high);
  put(json, "p", change.difference.p);
  put(json, "supported", change.supported);
  json.EndObject();
}

}  // namespace

std::string trend_json(const TrendReport& report, const Wording& words) {
  JsonBuffer buffer;
  JsonWriter json(buffer);
  json.StartObject();
  put(json, "v", int64_t{1});
  put(json, "type", "trend");
  put(json, "language", words.tag());
  put(json, "from", to_string(report.from));
  put(json, "to", to_string(report.to));
  put(json, "made", to_rfc3339(report.made));
  put(json, "title", trend_title(report, words));
  put(json, "standing", trend_standing_line(words));
  put(json, "items", report.items);
  put(json, "unique_texts", report.unique);
  put(json, "observations", report.observations);
  put(json, "outage_days", int64_t{report.outage_days});
  put_names(json, "always_out", report.always_out);
  put_names(json, "models", report.models);
  put_row(json, "tone", report.tone, true, words);
  put_row(json, "stance", report.stance, false, words);
  put(json, "split", to_string(report.split));
  put(json, "series_tested", int64_t{report.series_tested});
  put_key(json, "changes");
  json.StartArray();
  for (const TrendChange& change : report.changes) put_change(json, change);
  json.EndArray();
  put_key(json, "days");
  json.StartArray();
  for (const TrendDay& day : report.days) {
    json.StartObject();
    put(json, "day", to_string(day.day));
    put(json, "items", day.items);
    put(json, "unique_texts", day.unique);
    put_key(json, "by_kind");
    json.StartObject();
    for (size_t k = 0; k < day.by_kind.size(); ++k) {
      put(json, name(static_cast<ItemKind>(k)), day.by_kind[k]);
    }
    json.EndObject();
    put(json, "partial", day.partial);
    put_names(json, "outages", day.outages);
    put_row(json, "tone", day.tone, true, words);
    put_row(json, "stance", day.stance, false, words);
    json.EndObject();
  }
  json.EndArray();
  put_key(json, "weeks");
  json.StartArray();
  for (const TrendWeek& week : report.weeks) {
    json.StartObject();
    put(json, "from", to_string(report.days[week.first].day));
    put(json, "to", to_string(report.days[week.last].day));
    put_row(json, "tone", week.tone, true, words);
    put_row(json, "stance", week.stance, false, words);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize());
}

}  // namespace rasd
