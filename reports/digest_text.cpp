#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "reports/digest_render.h"
#include "reports/section_names.h"
#include "reports/text_layout.h"

namespace rasd {
namespace {

class DigestSheet : TextSheet {
 public:
  DigestSheet(const Digest& digest, const Wording& words, int width)
      : TextSheet(width), digest_(digest), words_(words) {}

  std::string make() {
    put(words_.say(Phrase::kDigestTitle));
    put(words_.date(digest_.day));
    put(words_.say(Phrase::kWindow, {{"from", words_.day_and_time(digest_.from)},
                                     {"to", words_.day_and_time(digest_.to)},
                                     {"zone", words_.zone_name()}}));
    if (digest_.partial) put("! " + words_.say(Phrase::kPartial));
    coverage();
    top();
    for (const DigestSection& section : digest_.sections) show(section);
    observations();
    totals();
    sources();
    ledger();
    return std::move(out_);
  }

 private:
  void coverage() {
    heading(words_.say(Phrase::kCoverageHead));
    if (digest_.sources_total == 0 && digest_.sources_replayed == 0) {
      put(words_.say(Phrase::kNoSources));
    }
    if (digest_.sources_total > 0) {
      put(words_.say(Phrase::kCoverage, {{"n", words_.number(digest_.sources_reached)},
                                         {"total", words_.number(digest_.sources_total)}}));
      if (digest_.failing.empty() && digest_.silent.empty()) put(words_.say(Phrase::kAllReached));
    }
    if (digest_.sources_replayed > 0) {
      put(words_.say(Phrase::kReplayed, {{"n", int64_t{digest_.sources_replayed}}}));
    }
    troubles(Phrase::kFailingHead, digest_.failing);
    troubles(Phrase::kSilentHead, digest_.silent);
  }

  void troubles(Phrase head, const std::vector<DigestSource>& sources) {
    if (sources.empty()) return;
    put(words_.say(head) + ":");
    for (const DigestSource& source : sources) {
      hang("- ", quoted_text(source.name) + ": " +
                     without_escapes(source_trouble(source, words_, digest_.day)));
    }
  }

  // Reasons come from other people's servers.
  static std::string without_escapes(const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
    }
    return out;
  }

  void top() {
    heading(words_.say(Phrase::kTopHead));
    if (digest_.quiet) {
      put(words_.say(digest_.media_items == 0 ? Phrase::kNothing : Phrase::kQuietDay));
    }
    int n = 0;
    for (const DigestEntry& entry : digest_.top) {
      hang(words_.number(++n) + ". ", title(entry));
      put(words_.say(Phrase::kWhy) + " " + why_it_matters(entry, words_, digest_.day), 3);
      put(words_.say(Phrase::kAction) + " " + action(entry), 3);
      put(outlets(entry), 3);
    }
  }

  std::string title(const DigestEntry& entry) const {
    std::string text = quoted_text(entry.title);
    if (entry.reworded) text += " [" + words_.say(Phrase::kReworded) + "]";
    return text;
  }

  std::string action(const DigestEntry& entry) const {
    if (entry.action.empty()) return words_.say(Phrase::kActionNone);
    return quoted_text(entry.action) + " [" + words_.say(Phrase::kByPerson) + "]";
  }

  std::string outlets(const DigestEntry& entry) const {
    std::string names;
    for (const std::string& name : entry.outlet_names) {
      if (!names.empty()) names += words_.say(Phrase::kListSeparator);
      names += quoted_text(name);
    }
    if (entry.outlets > static_cast<int64_t>(entry.outlet_names.size())) names += "…";
    return names.empty() ? quoted_text(entry.source_name) : names;
  }

  void show(const DigestSection& section) {
    heading(words_.say(heading_of(section.id)) + " (" +
            words_.say(Phrase::kItems, {{"n", section.items}}) + ")");
    for (const DigestEntry& entry : section.entries) {
      hang("- ", title(entry));
      if (!entry.action.empty()) put(words_.say(Phrase::kAction) + " " + action(entry), 2);
      std::string facts = outlets(entry) + " · " + when_seen(entry, words_, digest_.day);
      if (entry.items > 1) {
        facts += " · " + words_.say(Phrase::kItems, {{"n", entry.items}});
        if (entry.strip.size() > 1) {
          for (const KindCount& count : entry.strip) {
            facts += " · " + words_.kind(name(count.kind)) + " " + words_.number(count.count);
          }
        }
      }
      if (section.id == DigestSectionId::kOpinion &&
          (entry.stance == "against" || entry.stance == "favourable")) {
        facts += " · " + words_.stance(entry.stance);
      }
      if (!entry.incident.empty()) facts += " · " + words_.incident(entry.incident.front());
      const GrowthVerdict verdict = entry.growth.verdict;
      if (verdict != GrowthVerdict::kTooFew && verdict != GrowthVerdict::kUsual) {
        facts +=
            " · [" + growth_badge(entry.growth, words_) + "] " + growth_rule(entry.growth, words_);
      }
      put(facts, 2);
    }
    if (section.more > 0) put("  " + words_.say(Phrase::kMore, {{"n", section.more}}));
  }

  void observations() {
    heading(words_.say(Phrase::kObservationsHead));
    put(words_.say(Phrase::kObservationCount, {{"n", digest_.observation_count}}) + ". " +
        words_.say(Phrase::kObservationsApart));
    for (const DigestObservation& one : digest_.observations) {
      hang("- ", words_.moment(one.received, digest_.day) + " " +
                     quoted_text(one.title.empty() ? one.text : one.title));
    }
  }

  void totals() {
    heading(words_.say(Phrase::kTotalsHead));
    put(words_.say(Phrase::kItems, {{"n", digest_.media_items}}) +
        words_.say(Phrase::kListSeparator) +
        words_.say(Phrase::kEntries, {{"n", digest_.stories}}));
    std::vector<std::vector<std::string>> rows = {
        {words_.say(Phrase::kKindHead), words_.say(Phrase::kToday), words_.say(Phrase::kDayBefore),
         words_.say(Phrase::kChange)}};
    std::vector<std::string> rules;
    const auto row = [&](const std::string& head, int64_t today, int64_t before,
                         const Growth& growth) {
      rows.push_back({head, words_.number(today), words_.number(before),
                      signed_number(today - before, words_)});
      if (growth.verdict == GrowthVerdict::kTooFew) return;
      rules.push_back(head + ": " + growth_badge(growth, words_) + " (" +
                      growth_rule(growth, words_) + ")");
    };
    for (const DigestTotal& total : digest_.totals) {
      row(words_.kind(name(total.kind)), total.items, total.before, total.growth);
    }
    row(words_.say(Phrase::kMediaTotal), digest_.media_items, digest_.media_before,
        digest_.media_growth);
    out_ += text_table(rows, {Align::kStart, Align::kEnd, Align::kEnd, Align::kEnd}, width_);
    // Under the table: a rule cut off in the last column says nothing.
    for (const std::string& rule : rules) hang("- ", rule);
  }

  void sources() {
    if (digest_.sources.empty()) return;
    heading(words_.say(Phrase::kSourcesHead));
    std::vector<std::vector<std::string>> rows = {
        {words_.say(Phrase::kSource), words_.say(Phrase::kToday), words_.say(Phrase::kDayBefore)}};
    for (const DigestSource& source : digest_.sources) {
      rows.push_back({quoted_text(source.name), words_.number(source.items),
                      words_.number(source.growth.before)});
    }
    out_ += text_table(rows, {Align::kStart, Align::kEnd, Align::kEnd}, width_);
  }

  void ledger() {
    const DigestLedger& sums = digest_.ledger;
    out_ += "\n";
    put(words_.say(Phrase::kLedgerHead));
    put(words_.say(Phrase::kLedger, {{"taken", words_.number(sums.taken_in)},
                                     {"stored", words_.number(sums.stored)},
                                     {"duplicate", words_.number(sums.duplicate)},
                                     {"filtered", words_.number(sums.filtered)},
                                     {"failed", words_.number(sums.failed)},
                                     {"quarantined", words_.number(sums.quarantined)},
                                     {"pending", words_.number(sums.pending)}}) +
        ". " + words_.say(sums.reconciles ? Phrase::kLedgerOk : Phrase::kLedgerBroken));
    put(words_.say(Phrase::kMachineLabels));
  }

  const Digest& digest_;
  const Wording& words_;
};

}  // namespace

std::string digest_text(const Digest& digest, const Wording& words, int width) {
  return DigestSheet(digest, words, width).make();
}

}  // namespace rasd
