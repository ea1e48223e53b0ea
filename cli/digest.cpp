#include "cli/digest.h"

#include "reports/digest.h"
#include "reports/digest_render.h"

namespace rasd {
namespace {

Result<int> digest(const DigestCommand& command) {
  auto ground = open_ground(command);
  if (!ground) return fail(ground.error());
  const Day today = ground->zone.day_of(ground->now);
  const auto day = read_day_option("--date", command.date.empty() ? "today" : command.date, today);
  if (!day) return fail(day.error());
  DigestOptions options;
  options.now = ground->now;
  const auto made = make_digest(ground->store, ground->zone, *day, options);
  if (!made) return fail(made.error());
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
