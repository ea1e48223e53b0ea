#include <algorithm>
#include <string>

#include "base/html_escape.h"
#include "base/utf8.h"
#include "reports/digest_render.h"
#include "reports/html_page.h"
#include "reports/section_names.h"

namespace rasd {
namespace {

class DigestPage : HtmlReport {
 public:
  DigestPage(const Digest& digest, const Wording& words, const ReportLinks& links)
      : HtmlReport(words), digest_(digest), links_(links) {}

  std::string body() {
    open("digest");
    header();
    coverage();
    top();
    for (const DigestSection& section : digest_.sections) show(section);
    observations();
    totals();
    sources();
    ledger();
    return close();
  }

 private:
  void heading(int level, Phrase phrase, std::string_view rest = {}) {
    const std::string tag = "h" + std::to_string(level);
    out_ += "<" + tag + ">" + say(phrase);
    if (!rest.empty()) out_ += " <small>" + std::string(rest) + "</small>";
    out_ += "</" + tag + ">";
  }

  void header() {
    out_ += "<header>";
    heading(1, Phrase::kDigestTitle);
    out_ += "<p class=\"day\">" + escape_html(words_.date(digest_.day)) + "</p><p class=\"meta\">" +
            say(Phrase::kWindow, {{"from", words_.day_and_time(digest_.from)},
                                  {"to", words_.day_and_time(digest_.to)},
                                  {"zone", words_.zone_name()}}) +
            " · " + say(Phrase::kMadeAt, {{"time", words_.day_and_time(digest_.made)}}) + "</p>";
    if (digest_.partial) out_ += "<p class=\"warning\">" + say(Phrase::kPartial) + "</p>";
    out_ += "</header>";
  }

  void coverage() {
    const bool whole = digest_.failing.empty() && digest_.silent.empty();
    out_ += "<section class=\"coverage" + std::string(whole ? "" : " trouble") + "\">";
    heading(2, Phrase::kCoverageHead);
    if (digest_.sources_total == 0 && digest_.sources_replayed == 0) {
      out_ += "<p>" + say(Phrase::kNoSources) + "</p>";
    }
    if (digest_.sources_total > 0) {
      out_ += "<p class=\"reached\">" +
              say(Phrase::kCoverage, {{"n", words_.number(digest_.sources_reached)},
                                      {"total", words_.number(digest_.sources_total)}}) +
              "</p>";
      if (whole) out_ += "<p>" + say(Phrase::kAllReached) + "</p>";
    }
    if (digest_.sources_replayed > 0) {
      out_ += "<p>" + say(Phrase::kReplayed, {{"n", int64_t{digest_.sources_replayed}}}) + "</p>";
    }
    troubles(Phrase::kFailingHead, digest_.failing);
    troubles(Phrase::kSilentHead, digest_.silent);
    out_ += "</section>";
  }

  void troubles(Phrase head, const std::vector<DigestSource>& sources) {
    if (sources.empty()) return;
    heading(3, head);
    out_ += "<ul class=\"troubles\">";
    for (const DigestSource& source : sources) {
      out_ += "<li><b><bdi>" + escape_html(source.name) + "</bdi></b><span>" +
              escape_html(source_trouble(source, words_, digest_.day)) + "</span></li>";
    }
    out_ += "</ul>";
  }

  void top() {
    out_ += "<section class=\"top\">";
    heading(2, Phrase::kTopHead);
    if (digest_.quiet) {
      const bool nothing = digest_.media_items == 0;
      out_ += "<p class=\"quiet\">" + say(nothing ? Phrase::kNothing : Phrase::kQuietDay) + "</p>";
    }
    for (const DigestEntry& entry : digest_.top) {
      out_ += "<div class=\"incident\"><h3>" + title(entry) + "</h3>";
      if (!entry.lead.empty() && entry.lead != entry.title) {
        out_ += "<p class=\"lead\"><bdi" + lang(entry.language) + ">" +
                escape_html(clipped(entry.lead, 320)) + "</bdi></p>";
      }
      out_ += "<p class=\"why\"><strong>" + say(Phrase::kWhy) + "</strong> " +
              escape_html(why_it_matters(entry, words_, digest_.day)) + "</p>";
      action(entry);
      facts(entry, /*in_top=*/true);
      out_ += "</div>";
    }
    out_ += "</section>";
  }

  void show(const DigestSection& section) {
    out_ += "<section class=\"list s-" + std::string(name(section.id)) + "\">";
    heading(2, heading_of(section.id), say(Phrase::kItems, {{"n", section.items}}));
    out_ += "<ol>";
    for (const DigestEntry& entry : section.entries) {
      out_ += "<li><h3>" + title(entry) + "</h3>";
      if (!entry.action.empty()) action(entry);
      facts(entry, /*in_top=*/false);
      out_ += "</li>";
    }
    out_ += "</ol>";
    if (section.more > 0) {
      out_ += "<p class=\"more\">" + say(Phrase::kMore, {{"n", section.more}}) + "</p>";
    }
    out_ += "</section>";
  }

  std::string lang(const std::string& code) const {
    if (code.empty() || code == "und") return {};
    return " lang=\"" + escape_html(code) + "\"";
  }

  static std::string clipped(const std::string& text, size_t bytes) {
    if (text.size() <= bytes) return text;
    const std::string_view cut(
        text.data(), text.rfind(' ', bytes) == std::string::npos ? bytes : text.rfind(' ', bytes));
    return std::string(clip_utf8(cut, bytes)) + "…";
  }

  std::string title(const DigestEntry& entry) const {
    const std::string text =
        "<bdi" + lang(entry.language) + ">" + escape_html(entry.title) + "</bdi>";
    const std::string href = links_.item_prefix.empty()
                                 ? safe_href(entry.url)
                                 : escape_html(links_.item_prefix + entry.item_id);
    const std::string mark = entry.reworded ? by_person(Phrase::kReworded) : std::string();
    if (href.empty()) return text + mark;
    return "<a href=\"" + href + "\">" + text + "</a>" + mark;
  }

  // What a person wrote is marked as theirs.
  std::string by_person(Phrase mark) const {
    return " <small class=\"by-person\">[" + say(mark) + "]</small>";
  }

  void action(const DigestEntry& entry) {
    out_ += "<p class=\"action\"><strong>" + say(Phrase::kAction) + "</strong> " +
            (entry.action.empty()
                 ? say(Phrase::kActionNone)
                 : "<bdi>" + escape_html(entry.action) + "</bdi>" + by_person(Phrase::kByPerson)) +
            "</p>";
  }

  void facts(const DigestEntry& entry, bool in_top) {
    out_ += "<ul class=\"facts\"><li class=\"source\">";
    if (entry.outlet_names.size() > 1) {
      for (size_t i = 0; i < entry.outlet_names.size(); ++i) {
        if (i > 0) out_ += say(Phrase::kListSeparator);
        out_ += "<bdi>" + escape_html(entry.outlet_names[i]) + "</bdi>";
      }
      if (entry.outlets > static_cast<int64_t>(entry.outlet_names.size())) out_ += "…";
    } else {
      out_ += "<bdi>" + escape_html(entry.source_name) + "</bdi>";
    }
    out_ += "</li>";
    if (!in_top) {
      out_ += "<li>" + escape_html(when_seen(entry, words_, digest_.day)) + "</li>";
      if (entry.outlets > 1)
        out_ += "<li>" + say(Phrase::kOutlets, {{"n", entry.outlets}}) + "</li>";
      for (size_t i = 0; i < std::min<size_t>(2, entry.incident.size()); ++i) {
        out_ += "<li class=\"type\">" + escape_html(words_.incident(entry.incident[i])) + "</li>";
      }
    }
    if (entry.kind == ItemKind::kPost || entry.kind == ItemKind::kComment) {
      if (entry.stance == "against" || entry.stance == "favourable") {
        out_ += "<li class=\"stance " + entry.stance + "\">" +
                escape_html(words_.stance(entry.stance)) + "</li>";
      }
    }
    if (entry.items > 1) {
      out_ += "<li class=\"strip\">";
      for (const KindCount& count : entry.strip) {
        out_ += "<span class=\"k-" + std::string(name(count.kind)) + "\">" +
                escape_html(words_.kind(name(count.kind))) + " " + words_.number(count.count) +
                "</span>";
      }
      out_ += "</li>";
    }
    badge(entry.growth);
    const std::string original = safe_href(entry.url);
    if (!original.empty() && !links_.item_prefix.empty()) {
      out_ += "<li><a class=\"original\" rel=\"noopener noreferrer\" href=\"" + original + "\">" +
              say(Phrase::kOpenOriginal) + "</a></li>";
    }
    out_ += "</ul>";
  }

  // A usual or uncountable growth is no news: no badge.
  void badge(const Growth& growth) {
    if (growth.verdict == GrowthVerdict::kTooFew || growth.verdict == GrowthVerdict::kUsual) return;
    out_ += "<li><span class=\"badge " + std::string(name(growth.verdict)) + "\">" +
            escape_html(growth_badge(growth, words_)) + "</span> <span class=\"rule\">" +
            escape_html(growth_rule(growth, words_)) + "</span></li>";
  }

  void observations() {
    out_ += "<section class=\"observations\">";
    heading(2, Phrase::kObservationsHead);
    out_ += "<p>" + say(Phrase::kObservationCount, {{"n", digest_.observation_count}}) +
            ". <small>" + say(Phrase::kObservationsApart) + "</small></p>";
    if (!digest_.observations.empty()) {
      out_ += "<ol>";
      for (const DigestObservation& one : digest_.observations) {
        const std::string& text = one.title.empty() ? one.text : one.title;
        out_ += "<li><h3><a href=\"" + escape_html(links_.item_prefix + one.item_id) + "\"><bdi" +
                lang(one.language) + ">" + escape_html(text) +
                "</bdi></a></h3><ul class=\"facts\"><li>" +
                escape_html(words_.moment(one.received, digest_.day)) + "</li>";
        for (const std::string& code : one.incident) {
          if (code == "NON") continue;
          out_ += "<li class=\"type\">" + escape_html(words_.incident(code)) + "</li>";
        }
        out_ += "</ul></li>";
      }
      out_ += "</ol>";
    }
    out_ += "</section>";
  }

  std::string growth_cell(const Growth& growth) const {
    if (growth.verdict == GrowthVerdict::kTooFew) return say(Phrase::kRuleTooFew);
    return "<span class=\"badge " + std::string(name(growth.verdict)) + "\">" +
           escape_html(growth_badge(growth, words_)) + "</span> <span class=\"rule\">" +
           escape_html(growth_rule(growth, words_)) + "</span>";
  }

  std::string cell(const std::string& html, bool number = true) const {
    return std::string("<td") + (number ? " class=\"n\"" : "") + ">" + html + "</td>";
  }

  void totals() {
    out_ += "<section class=\"totals\">";
    heading(2, Phrase::kTotalsHead);
    out_ += "<p>" + say(Phrase::kItems, {{"n", digest_.media_items}}) +
            words_.say(Phrase::kListSeparator) + say(Phrase::kEntries, {{"n", digest_.stories}}) +
            "</p>";
    open_table("<th>" + say(Phrase::kKindHead) + "</th><th class=\"n\">" + say(Phrase::kToday) +
               "</th><th class=\"n\">" + say(Phrase::kDayBefore) + "</th><th class=\"n\">" +
               say(Phrase::kChange) + "</th><th>" + say(Phrase::kAgainstUsual) + "</th>");
    const auto row = [&](const std::string& head, int64_t today, int64_t before,
                         const Growth& growth, std::string_view kind) {
      out_ += "<tr class=\"" + std::string(kind) + "\"><th scope=\"row\">" + head + "</th>" +
              cell(words_.number(today)) + cell(words_.number(before)) +
              cell(signed_number(today - before, words_)) + cell(growth_cell(growth), false) +
              "</tr>";
    };
    for (const DigestTotal& total : digest_.totals) {
      row(escape_html(words_.kind(name(total.kind))), total.items, total.before, total.growth,
          "kind");
    }
    row(say(Phrase::kMediaTotal), digest_.media_items, digest_.media_before, digest_.media_growth,
        "sum");
    close_table();
    out_ += "</section>";
  }

  void sources() {
    if (digest_.sources.empty()) return;
    out_ += "<section class=\"sources\">";
    heading(2, Phrase::kSourcesHead);
    open_table("<th>" + say(Phrase::kSource) + "</th><th class=\"n\">" + say(Phrase::kToday) +
               "</th><th class=\"n\">" + say(Phrase::kDayBefore) + "</th><th>" +
               say(Phrase::kAgainstUsual) + "</th>");
    for (const DigestSource& source : digest_.sources) {
      out_ += "<tr><th scope=\"row\"><bdi>" + escape_html(source.name) + "</bdi></th>" +
              cell(words_.number(source.items)) + cell(words_.number(source.growth.before)) +
              cell(growth_cell(source.growth), false) + "</tr>";
    }
    close_table();
    out_ += "</section>";
  }

  void ledger() {
    const DigestLedger& sums = digest_.ledger;
    out_ += "<footer><p class=\"ledger\"><strong>" + say(Phrase::kLedgerHead) + "</strong> " +
            say(Phrase::kLedger, {{"taken", words_.number(sums.taken_in)},
                                  {"stored", words_.number(sums.stored)},
                                  {"duplicate", words_.number(sums.duplicate)},
                                  {"filtered", words_.number(sums.filtered)},
                                  {"failed", words_.number(sums.failed)},
                                  {"quarantined", words_.number(sums.quarantined)},
                                  {"pending", words_.number(sums.pending)}}) +
            ". " + say(sums.reconciles ? Phrase::kLedgerOk : Phrase::kLedgerBroken) +
            "</p><p class=\"meta\">" + say(Phrase::kMachineLabels) + "</p></footer>";
  }

  const Digest& digest_;
  const ReportLinks& links_;
};

}  // namespace

std::string digest_html_body(const Digest& digest, const Wording& words, const ReportLinks& links) {
  return DigestPage(digest, words, links).body();
}

std::string digest_html(const Digest& digest, const Wording& words, const ReportLinks& links) {
  return digest_page(digest.day, words, digest_html_body(digest, words, links));
}

std::string digest_page(Day day, const Wording& words, std::string_view body) {
  return html_page(words.say(Phrase::kDigestTitle) + " – " + words.date(day), words, body);
}

}  // namespace rasd
