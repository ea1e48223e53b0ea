#include <algorithm>
#include <array>

#include "base/html_escape.h"
#include "records/json.h"
#include "reports/html_page.h"
#include "reports/pickup.h"
#include "reports/text_layout.h"

namespace rasd {
namespace {

constexpr std::array<Phrase, 5> kReusePhrases = {Phrase::kReuseVerbatim, Phrase::kReuseShortened,
                                                 Phrase::kReuseQuoted, Phrase::kReuseEdited,
                                                 Phrase::kReuseAltered};

std::string joined(const std::vector<std::string>& parts, const Wording& words) {
  std::string out;
  for (const std::string& part : parts)
    out += (out.empty() ? "" : words.say(Phrase::kListSeparator)) + part;
  return out;
}

std::string names_of(const PickupReport& report, const std::vector<std::string>& ids,
                     const Wording& words) {
  std::vector<std::string> names;
  for (const std::string& id : ids) {
    const auto found = report.names.find(id);
    names.push_back(quoted_text(found == report.names.end() ? id : found->second));
  }
  return joined(names, words);
}

std::string summary(const PickupReport& report, const Wording& words) {
  if (report.statements.empty()) return words.say(Phrase::kPickupNone);
  const auto carried =
      std::count_if(report.statements.begin(), report.statements.end(),
                    [](const PickupStatement& one) { return !one.carried.empty(); });
  return words.say(Phrase::kPickupSummary, {{"n", static_cast<int64_t>(report.statements.size())},
                                            {"k", words.number(carried)}});
}

std::string period(const PickupReport& report, const Wording& words) {
  return words.say(Phrase::kPeriod, {{"from", words.day_and_time(report.from)},
                                     {"to", words.day_and_time(report.to)}});
}

/// What stands under a statement's table.
std::vector<std::string> remarks(const PickupReport& report, const PickupStatement& one,
                                 const Wording& words) {
  std::vector<std::string> lines;
  if (one.carried.empty()) lines.push_back(words.say(Phrase::kPickupNobody));
  if (one.open) lines.push_back(words.say(Phrase::kPickupOpen));
  if (!one.missed.empty())
    lines.push_back(
        words.say(Phrase::kPickupMissed, {{"names", names_of(report, one.missed, words)}}));
  if (!one.unseen.empty())
    lines.push_back(
        words.say(Phrase::kPickupUnseen, {{"names", names_of(report, one.unseen, words)}}));
  return lines;
}

std::string how_text(const PickupCarrier& carrier, const Wording& words) {
  std::string text = reuse_name(carrier.how, words);
  if (carrier.added_numbers.empty()) return text;
  return text + " (" +
         words.say(Phrase::kPickupAdded, {{"numbers", joined(carrier.added_numbers, words)}}) + ")";
}

std::string cell(const std::string& text, const char* css = "") {
  return "<td" + std::string(*css == '\0' ? "" : " class=\"") + css + (*css == '\0' ? "" : "\"") +
         ">" + escape_html(text) + "</td>";
}

/// A column of numbers has its head above its numbers.
bool is_number(Phrase column) {
  return column == Phrase::kPickupShare || column == Phrase::kPickupCarried ||
         column == Phrase::kPickupOutOf || column == Phrase::kPickupAltered;
}

std::string head(std::initializer_list<Phrase> columns, const Wording& words) {
  std::string out = "<thead><tr>";
  for (const Phrase column : columns)
    out += std::string("<th scope=\"col\"") + (is_number(column) ? " class=\"n\">" : ">") +
           escape_html(words.say(column)) + "</th>";
  return out + "</tr></thead>";
}

std::string bdi(const std::string& text) { return "<bdi>" + escape_html(text) + "</bdi>"; }

std::string statement_html(const PickupReport& report, const PickupStatement& one,
                           const Wording& words) {
  std::string out = "<section class=\"incident own\"><h3><a href=\"/item/" +
                    escape_html(one.item_id) + "\" dir=\"auto\">" + escape_html(one.title) +
                    "</a></h3><p class=\"meta\">" + escape_html(words.day_and_time(one.at)) +
                    "</p>";
  if (!one.carried.empty()) {
    out += "<div class=\"scroll\" tabindex=\"0\"><table>" +
           head({Phrase::kPickupOutlet, Phrase::kPickupDelay, Phrase::kPickupHow,
                 Phrase::kPickupShare},
                words) +
           "<tbody>";
    for (const PickupCarrier& carrier : one.carried)
      out += "<tr><th scope=\"row\"><a href=\"/item/" + escape_html(carrier.item_id) + "\">" +
             bdi(carrier.source_name) + "</a></th>" +
             cell(delay_text(carrier.delay, words), "keep") + cell(how_text(carrier, words)) +
             cell(words.percent(carrier.of_statement, 0), "n") + "</tr>";
    out += "</tbody></table></div>";
  }
  for (const std::string& line : remarks(report, one, words))
    out += "<p class=\"meta\">" + escape_html(line) + "</p>";
  return out + "</section>";
}

}  // namespace

std::string reuse_name(ReuseKind kind, const Wording& words) {
  return words.say(kReusePhrases[static_cast<size_t>(kind)]);
}

std::string delay_text(std::chrono::minutes delay, const Wording& words) {
  const int64_t all = std::abs(delay.count());
  const std::string time =
      all < 60 ? words.say(Phrase::kPickupMinutes, {{"n", words.number(all)}})
               : words.say(Phrase::kPickupHours,
                           {{"h", words.number(all / 60)}, {"m", words.number(all % 60)}});
  return delay.count() >= 0 ? time : words.say(Phrase::kPickupBefore, {{"time", time}});
}

std::string pickup_html_body(const PickupReport& report, const Wording& words) {
  std::string out = "<article class=\"report pickup\" lang=\"" + std::string(words.tag()) +
                    "\" dir=\"" + std::string(words.dir()) + "\"><header><h1>" +
                    escape_html(words.say(Phrase::kPickupHead)) + "</h1><p class=\"day\">" +
                    escape_html(period(report, words)) + "</p><p class=\"headline\">" +
                    escape_html(summary(report, words)) + "</p></header>";
  if (!report.outlets.empty()) {
    out += "<section><h2>" + escape_html(words.say(Phrase::kPickupByOutlet)) +
           "</h2><div class=\"scroll\" tabindex=\"0\"><table>" +
           head({Phrase::kPickupOutlet, Phrase::kPickupCarried, Phrase::kPickupOutOf,
                 Phrase::kPickupAltered, Phrase::kPickupDelay},
                words) +
           "<tbody>";
    for (const PickupOutlet& outlet : report.outlets)
      out += "<tr><th scope=\"row\">" + bdi(outlet.source_name) + "</th>" +
             cell(words.number(outlet.carried), "n") + cell(words.number(outlet.of), "n") +
             cell(words.number(outlet.altered), "n") +
             cell(outlet.median_delay ? delay_text(*outlet.median_delay, words) : "–", "keep") +
             "</tr>";
    out += "</tbody></table></div></section>";
  }
  for (const PickupStatement& one : report.statements) out += statement_html(report, one, words);
  return out + "<p class=\"rule\">" + escape_html(words.say(Phrase::kPickupMethod)) +
         "</p></article>";
}

std::string pickup_html(const PickupReport& report, const Wording& words) {
  return html_page(words.say(Phrase::kPickupHead), words, pickup_html_body(report, words));
}

std::string pickup_text(const PickupReport& report, const Wording& words, int width) {
  std::string out;
  const auto put = [&](const std::string& text, int indent = 0) {
    for (const std::string& line : wrap(text, std::clamp(width, 40, 200), indent))
      out += line + "\n";
  };
  put(words.say(Phrase::kPickupHead));
  put(period(report, words));
  put(summary(report, words));
  if (!report.outlets.empty()) {
    std::vector<std::vector<std::string>> rows = {
        {words.say(Phrase::kPickupOutlet), words.say(Phrase::kPickupCarried),
         words.say(Phrase::kPickupOutOf), words.say(Phrase::kPickupAltered),
         words.say(Phrase::kPickupDelay)}};
    for (const PickupOutlet& outlet : report.outlets)
      rows.push_back({quoted_text(outlet.source_name), words.number(outlet.carried),
                      words.number(outlet.of), words.number(outlet.altered),
                      outlet.median_delay ? delay_text(*outlet.median_delay, words) : "-"});
    out += "\n" + text_table(rows,
                             {Align::kStart, Align::kEnd, Align::kEnd, Align::kEnd, Align::kStart},
                             width);
  }
  for (const PickupStatement& one : report.statements) {
    out += "\n";
    put(words.day_and_time(one.at) + "  " + quoted_text(one.title));
    for (const PickupCarrier& carrier : one.carried)
      put("  " + delay_text(carrier.delay, words) + "  " + quoted_text(carrier.source_name) + "  " +
              how_text(carrier, words) + "  " + words.percent(carrier.of_statement, 0),
          4);
    for (const std::string& line : remarks(report, one, words)) put("  " + line, 2);
  }
  out += "\n";
  put(words.say(Phrase::kPickupMethod));
  return out;
}

std::string pickup_json(const PickupReport& report, const Wording& words) {
  JsonBuffer buffer;
  JsonWriter out(buffer);
  const auto texts = [&](const char* key, const std::vector<std::string>& values) {
    put_key(out, key);
    out.StartArray();
    for (const std::string& value : values) put_value(out, value);
    out.EndArray();
  };
  out.StartObject();
  put(out, "from", to_rfc3339(report.from));
  put(out, "to", to_rfc3339(report.to));
  put(out, "made", to_rfc3339(report.made));
  put_key(out, "statements");
  out.StartArray();
  for (const PickupStatement& one : report.statements) {
    out.StartObject();
    put(out, "item_id", one.item_id);
    put(out, "source", one.source_id);
    put(out, "url", one.url);
    put(out, "title", one.title);
    put(out, "at", to_rfc3339(one.at));
    put(out, "open", one.open);
    put_key(out, "carried");
    out.StartArray();
    for (const PickupCarrier& carrier : one.carried) {
      out.StartObject();
      put(out, "item_id", carrier.item_id);
      put(out, "source", carrier.source_id);
      put(out, "how", name(carrier.how));
      put(out, "how_text", reuse_name(carrier.how, words));
      put(out, "minutes_late", int64_t{carrier.delay.count()});
      put(out, "of_statement", carrier.of_statement);
      put(out, "of_item", carrier.of_item);
      texts("added_numbers", carrier.added_numbers);
      out.EndObject();
    }
    out.EndArray();
    texts("missed_by", one.missed);
    texts("unseen", one.unseen);
    out.EndObject();
  }
  out.EndArray();
  put_key(out, "outlets");
  out.StartArray();
  for (const PickupOutlet& outlet : report.outlets) {
    out.StartObject();
    put(out, "source", outlet.source_id);
    put(out, "name", outlet.source_name);
    put(out, "carried", outlet.carried);
    put(out, "of", outlet.of);
    put(out, "altered", outlet.altered);
    if (outlet.median_delay) put(out, "median_minutes_late", int64_t{outlet.median_delay->count()});
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace rasd
