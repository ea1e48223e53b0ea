#include "web/page_context.h"

#include <algorithm>
#include <array>

#include "base/log.h"
#include "base/utf8.h"
#include "reports/plain_reasons.h"

namespace rasd {
namespace {

struct NavEntry {
  std::string_view key;
  std::string_view path;
  std::array<bool, 4> roles;  ///< officer, analyst, leadership, administrator
};
constexpr NavEntry kNav[] = {
    {"nav_today", "/", {true, true, true, true}},
    {"nav_trends", "/trends", {true, true, true, true}},
    {"nav_tag", "/tag", {false, true, false, false}},
    {"nav_search", "/search", {true, true, true, true}},
    {"nav_inbox", "/inbox", {true, true, false, true}},
    {"nav_sources", "/sources", {true, true, true, true}},
    {"nav_ledger", "/ledger", {true, true, false, true}},
    {"nav_admin", "/admin", {false, false, false, true}},
};

}  // namespace

std::string shown_name(const Visit& visit, const std::string& user) {
  if (visit.desk.options.demo) {
    for (const DemoUser& one : demo_users()) {
      if (one.name != user) continue;
      return visit.words.language() == Language::kArabic ? one.arabic_name : one.english_name;
    }
  }
  return without_bidi_controls(user);
}

DeskState::DeskState(DeskOptions options_in, const Clock& clock_in, TimeZone zone_in,
                     Views views_in, AccountBook accounts_in, TagBook tags_in,
                     DigestBook digests_in, ObservationBook observations_in)
    : options(std::move(options_in)),
      clock(clock_in),
      zone(std::move(zone_in)),
      views(std::move(views_in)),
      accounts(std::move(accounts_in)),
      sessions(accounts, clock_in, {.secure = options.secure_cookies, .idle = options.idle}),
      tags(std::move(tags_in)),
      digests(std::move(digests_in)),
      observations(std::move(observations_in)),
      readers(options.store) {}

Visit::Visit(DeskState& desk_in, const HttpRequest& request_in, Language language, Digits digits_in)
    : desk(desk_in),
      request(request_in),
      words(language, desk_in.zone, digits_in),
      digits(digits_in),
      now(desk_in.clock.now()),
      today(desk_in.zone.day_of(now)) {}

std::string Visit::text(std::string_view key,
                        std::initializer_list<PhraseArgument> arguments) const {
  return ui_text(words.language(), digits, key, arguments);
}

bool Visit::may(std::initializer_list<Role> roles) const {
  return user && std::find(roles.begin(), roles.end(), user->role) != roles.end();
}

Page::Page(Visit& visit, std::string_view page_template, std::string_view title,
           std::string_view nav)
    : visit_(visit), tree_("layout.tpl", page_template) {
  const Language language = visit.words.language();
  for (const UiText& one : ui_texts()) {
    tree_.everywhere("T_" + std::string(one.key),
                     language == Language::kArabic ? one.arabic : one.english);
  }
  tree_.everywhere("LANG", visit.words.tag());
  tree_.everywhere("DIR", visit.words.dir());
  tree_.everywhere("FORM_TOKEN", Sessions::form_token(visit.form_secret));
  View frame = tree_.frame();
  frame.put("TITLE", title);
  frame.put("ASSETS", visit.desk.assets_version);
  const bool arabic = language == Language::kArabic;
  frame.put("OTHER_LANG", arabic ? "en" : "ar");
  frame.put("OTHER_DIR", arabic ? "ltr" : "rtl");
  frame.put("LANG_LINK", link_with(visit.request, "lang", arabic ? "en" : "ar"));
  if (arabic) {
    View digits = frame.add("DIGITS");
    const bool western = visit.digits == Digits::kWestern;
    digits.put("LINK", link_with(visit.request, "digits", western ? "arab" : "latn"));
    digits.say("TEXT", visit.text(western ? "other_digits_arab" : "other_digits_latn"));
  }
  frame.put("DIRECTORATE",
            arabic ? visit.desk.options.arabic_name : visit.desk.options.english_name);
  frame.say("ZONE", visit.text("times_in", {{"zone", visit.desk.zone.name()}}));
  if (visit.user) {
    const size_t role = static_cast<size_t>(visit.user->role);
    for (const NavEntry& entry : kNav) {
      if (!entry.roles[role]) continue;
      View link = frame.add("NAV");
      link.put("PATH", entry.path);
      link.say("TEXT", visit.text(entry.key));
      if (entry.key == nav) link.show("CURRENT");
    }
    View user = frame.add("USER");
    user.put("NAME", shown_name(visit, visit.user->user));
    user.say("ROLE", visit.text("role_" + std::string(name(visit.user->role))));
  }
  if (visit.desk.options.demo) {
    View banner = frame.add("DEMO");
    if (visit.user) {
      const std::string who = shown_name(visit, visit.user->user) + (arabic ? "، " : ", ") +
                              visit.text("role_" + std::string(name(visit.user->role)));
      banner.say("YOU", visit.text("demo_you", {{"who", without_bidi_controls(who)}}));
    }
  }
}

HttpResponse Page::send(int status) {
  HttpResponse response;
  response.status = status;
  auto html = visit_.desk.views.render(tree_);
  if (!html) {
    log_error("web: " + visit_.request.path + ": " + html.error().message);
    response.status = 500;
    response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
    response.body = "500\n";
    return response;
  }
  response.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
  response.headers.emplace_back("Content-Language", std::string(visit_.words.tag()));
  response.headers.emplace_back("Cache-Control", "no-store");
  response.body = std::move(*html);
  return response;
}

HttpResponse error_page(Visit& visit, int status, std::string_view key, std::string_view detail) {
  Page page(visit, "error.tpl", visit.text(key));
  page.body().say("HEADING", visit.text(key));
  page.body().say("DETAIL", detail);
  page.body().put("STATUS", std::to_string(status));
  return page.send(status);
}

HttpResponse error_page(Visit& visit, const Error& error) {
  switch (error.kind) {
    case ErrorKind::kNotFound:
    case ErrorKind::kGone:
      return error_page(visit, 404, "error_404", visit.text("error_404_hint"));
    case ErrorKind::kUsage:
    case ErrorKind::kMalformed:
      return error_page(visit, 400, "error_400",
                        plain_reason(without_bidi_controls(error.message), visit.words));
    case ErrorKind::kRefused:
      return error_page(visit, 409, "error_409",
                        plain_reason(without_bidi_controls(error.message), visit.words));
    case ErrorKind::kTemporary:
      log_warning("web: " + visit.request.path + ": " + error.message);
      return error_page(visit, 503, "error_503", visit.text("error_503_hint"));
    case ErrorKind::kConfiguration:
    case ErrorKind::kInternal:
      break;
  }
  log_error("web: " + visit.request.path + ": " + error.message);
  return error_page(visit, 500, "error_500", visit.text("error_500_hint"));
}

HttpResponse redirect(const Visit&, std::string location) {
  return {303, {{"Location", std::move(location)}, {"Cache-Control", "no-store"}}, ""};
}

void add_security_headers(const DeskState& desk, HttpResponse& response) {
  const auto has = [&](std::string_view name) {
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [&](const auto& one) { return equals_ignoring_case(one.first, name); });
  };
  const auto add = [&](const char* name, const char* value) {
    if (!has(name)) response.headers.emplace_back(name, value);
  };
  add("Content-Security-Policy",
      "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
      "form-action 'self'");
  add("X-Content-Type-Options", "nosniff");
  add("X-Frame-Options", "DENY");
  add("Referrer-Policy", "same-origin");
  add("Cross-Origin-Opener-Policy", "same-origin");
  add("Cross-Origin-Resource-Policy", "same-origin");
  add("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  if (desk.options.secure_cookies) {
    add("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  }
}

std::string form_value(const std::vector<std::pair<std::string, std::string>>& form,
                       std::string_view name) {
  for (const auto& [key, value] : form) {
    if (key == name) return value;
  }
  return {};
}

Result<Day> read_day(std::string_view said) {
  std::string plain;  // the form that parse_day reads: digits of ours, two of month and day
  size_t part = 0;    // where the number in hand begins
  const auto pad = [&] {
    if (plain.size() - part == 1) plain.insert(part, "0");
  };
  said = trim(said.substr(0, 40));
  for (size_t at = 0; at < said.size();) {
    const char32_t c = next_code_point(said, at);
    if (c == '-' || c == '/' || c == '.') {
      pad();
      plain += '-';
      part = plain.size();
    } else if (c >= 0x660 && c <= 0x669) {
      plain += static_cast<char>('0' + (c - 0x660));
    } else if (c < 0x80) {
      plain += static_cast<char>(c);
    } else if (c != 0x200E && c != 0x200F) {  // marks of direction come with a paste
      return fail(ErrorKind::kMalformed, "not a day");
    }
  }
  pad();
  return parse_day(plain);
}

std::string linkable_url(std::string_view url) {
  const std::string start = to_lower_ascii(url.substr(0, 8));
  if (!start.starts_with("http://") && !start.starts_with("https://")) return {};
  const bool clean = std::none_of(url.begin(), url.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '<' || c == '>' || c == '\\';
  });
  return clean ? without_bidi_controls(url) : std::string();
}

std::string moment(const Visit& visit, Instant at) {
  return visit.words.short_date(visit.desk.zone.day_of(at)) +
         (visit.words.language() == Language::kArabic ? "، " : ", ") + visit.words.time(at);
}

std::string labels_text(const Visit& visit, const Labels& labels) {
  std::string text;
  const auto also = [&](const std::string& part) {
    if (!part.empty()) text += (text.empty() ? "" : " · ") + part;
  };
  if (labels.incident) {
    if (labels.incident->empty()) also(visit.text("non"));
    for (const auto& code : *labels.incident) also(visit.words.incident(code));
  }
  if (!labels.topic.empty()) also(visit.words.topic(labels.topic));
  if (!labels.tone.empty()) also(visit.words.tone(labels.tone));
  if (!labels.stance.empty()) also(visit.words.stance(labels.stance));
  if (!labels.relevant) also(visit.text("act_irrelevant"));
  if (labels.flagged) also(visit.text("is_flagged"));
  return text;
}

std::string machine_time(Instant at) { return to_rfc3339(at); }

std::string percent_encode(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
        c == '_' || c == '.' || c == '~') {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string link_with(const HttpRequest& request, std::string_view name, std::string_view value) {
  std::string out;
  for (const char c : request.path) {
    out += c == '/' ? std::string("/") : percent_encode({&c, 1});
  }
  // Two slashes at the start would be another host.
  while (out.starts_with("//")) out.erase(0, 1);
  char joint = '?';
  for (const auto& [key, old] : request.query) {
    if (key == name || old.empty()) continue;
    out += joint + percent_encode(key) + "=" + percent_encode(old);
    joint = '&';
  }
  if (!value.empty()) out += joint + percent_encode(name) + "=" + percent_encode(value);
  return out;
}

std::string_view direction_of(std::string_view language) {
  if (language == "ar" || language == "fa" || language == "ur" || language == "he") return "rtl";
  return language == "en" || language == "fr" || language == "de" ? "ltr" : "auto";
}

std::string language_name(const Visit& visit, std::string_view code) {
  if (code == "ar" || code == "en" || code == "und") {
    return visit.text("lang_" + std::string(code));
  }
  return std::string(code);
}

void put_item(const Visit& visit, View row, const ItemLine& item) {
  const std::string title =
      item.title.empty() ? std::string(clip_utf8(item.lead, 160)) : item.title;
  row.put("TITLE", title.empty() ? visit.text("no_title") : title);
  // A post has no title: pages that print its whole text would say it twice.
  row.show(item.title.empty() ? "HAS_NO_TITLE" : "HAS_TITLE");
  row.put("TITLE_LANG", item.language == "und" ? std::string() : item.language);
  row.put("ID", item.item_id);
  row.put("SOURCE", item.source_name.empty() ? item.source_id : item.source_name);
  row.put("SOURCE_ID", item.source_id);
  row.say("KIND", visit.text("one_" + std::string(name(item.kind))));
  row.put("KIND_CODE", name(item.kind));
  row.say("WHEN", moment(visit, item.at));
  row.put("WHEN_MACHINE", machine_time(item.at));
  if (item.official) row.show("OFFICIAL");
  if (item.copies > 1) {
    row.add("COPIES").say("N", visit.text("n_copies", {{"n", int64_t{item.copies} - 1}}));
  }
  const Labels* person = item.tagged ? &*item.tagged : nullptr;
  const auto& incident = person && person->incident ? *person->incident : item.incident;
  for (const std::string& code : incident) {
    row.add("INCIDENTS").say("NAME", visit.words.incident(code));
  }
  row.say("TOPIC",
          visit.words.topic(person && !person->topic.empty() ? person->topic : item.topic));
  row.say("TONE", visit.words.tone(person && !person->tone.empty() ? person->tone : item.tone));
  row.say("STANCE",
          visit.words.stance(person && !person->stance.empty() ? person->stance : item.stance));
}

}  // namespace rasd
