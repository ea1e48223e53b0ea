#include "cli/digest.h"

#include <rapidjson/pointer.h>

#include "records/json.h"
#include "reports/digest.h"
#include "reports/digest_edits.h"
#include "reports/digest_render.h"
#include "reports/signed_digest.h"
#include "store/digests.h"

namespace rasd {
namespace {

/// As it was approved, with what was appended since. The exit code is of that day too.
Result<int> print_signed(const ReportGround& ground, const StoredDigest& stored) {
  SignedDigest digest{stored.day, stored.frozen, {}};
  for (const std::string& json : stored.corrections) {
    auto correction = parse_correction(json);
    if (!correction) return fail(correction.error());
    digest.corrections.push_back(std::move(*correction));
  }
  const Wording& words = ground.words;
  const std::string facts = signed_json(digest, words);
  const auto written = [&] {
    if (ground.format == ReportFormat::kHtml) return signed_html(digest, words);
    return ground.format == ReportFormat::kJson ? facts : signed_text(digest, words);
  };
  const std::string report = written();
  if (report.empty())
    return fail(ErrorKind::kNotFound, "of the signed digest of " + to_string(stored.day) +
                                          " nothing was kept in this format and language; try "
                                          "another --format or --lang");
  if (auto printed = print(ground.format == ReportFormat::kJson ? report + "\n" : report); !printed)
    return fail(printed.error());
  // Facts that were not kept name no failing source.
  const auto read = parse_json(facts);
  const auto* failing = read ? rapidjson::Pointer("/coverage/failing").Get(*read) : nullptr;
  return failing && failing->IsArray() && !failing->Empty() ? 3 : 0;
}

Result<int> digest(const DigestCommand& command) {
  auto ground = open_ground(command);
  if (!ground) return fail(ground.error());
  const Day today = ground->zone.day_of(ground->now);
  const auto day = read_day_option("--date", command.date.empty() ? "today" : command.date, today);
  if (!day) return fail(day.error());
  const auto stored = read_digest_state(ground->store, *day);
  if (!stored) return fail(stored.error());
  if (stored->state == DigestState::kApproved) return print_signed(*ground, *stored);
  const auto edits = parse_digest_edits(stored->edits);
  if (!edits) return fail(edits.error());
  DigestOptions options;
  options.now = ground->now;
  auto made = make_digest(ground->store, ground->zone, *day, options);
  if (!made) return fail(made.error());
  apply_edits(*made, *edits, options.top_cap);
  const Wording& words = ground->words;
  const auto printed =
      print_report(command, ground->format,
                   {[&] { return digest_html(*made, words, {command.item_prefix}); },
                    [&] { return digest_json(*made, words); },
                    [&](int width) { return digest_text(*made, words, width); }});
  if (!printed) return fail(printed.error());
  return made->failing.empty() ? 0 : 3;
}

}  // namespace

int run_digest(const DigestCommand& command) { return finish(digest(command)); }

}  // namespace rasd
