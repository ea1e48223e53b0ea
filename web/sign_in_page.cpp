#include <algorithm>

#include "web/pages.h"

namespace rasd {
namespace {

HttpResponse form(Visit& visit, std::string_view next, const std::string& trouble, int status) {
  Page page(visit, "sign_in.tpl", visit.text("sign_in"));
  View body = page.body();
  if (!next.empty()) body.add("NEXT").put("PATH", next);
  if (!trouble.empty()) body.add("TROUBLE").say("TEXT", trouble);
  if (visit.desk.options.demo) {
    View demo = body.add("DEMO_USERS");
    demo.put("PASSWORD", kDemoPassword);
    for (const DemoUser& one : demo_users()) {
      const bool arabic = visit.words.language() == Language::kArabic;
      const std::string role(name(one.role));
      View row = demo.add("DEMO_USER");
      row.put("NAME", one.name);
      row.put("SHOWN", arabic ? one.arabic_name : one.english_name);
      row.put("PASSWORD", kDemoPassword);
      row.say("ROLE", visit.text("role_" + role));
      row.say("JOB", visit.text("demo_job_" + role));
    }
  }
  return page.send(status);
}

/// Only a path of this desk. "//host" and "/\host" lead elsewhere, and so does "/", TAB, "/host":
/// browsers drop TAB and line breaks before they read an address (WHATWG URL 4.4).
std::string safe_next(std::string_view next) {
  const bool path = next.starts_with('/') && !next.starts_with("//");
  const bool clean = std::all_of(next.begin(), next.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7f && byte != '\\';
  });
  return path && clean ? std::string(next) : std::string("/");
}

}  // namespace

Result<HttpResponse> sign_in_page(Visit& visit) {
  const std::string next = safe_next(visit.request.parameter("next"));
  if (visit.user) return redirect(visit, next);
  return form(visit, next == "/" ? std::string() : next, {}, 200);
}

Result<HttpResponse> sign_in_post(Visit& visit) {
  const auto fields = visit.request.form();
  const std::string next = safe_next(form_value(fields, "next"));
  Sessions::Refusal refusal;
  const auto who = visit.desk.sessions.sign_in(visit.request, form_value(fields, "name"),
                                               form_value(fields, "password"), refusal);
  if (!who) return fail(who.error());
  if (*who) {
    visit.cookies.push_back(visit.desk.sessions.session_cookie(**who));
    return redirect(visit, next);
  }
  if (refusal.too_many) {
    const int64_t minutes = std::max<int64_t>(1, (refusal.wait.count() + 59) / 60);
    HttpResponse slow = form(visit, next, visit.text("sign_in_slow", {{"n", minutes}}), 429);
    slow.headers.emplace_back("Retry-After", std::to_string(refusal.wait.count()));
    return slow;
  }
  return form(visit, next, visit.text("sign_in_wrong"), 401);
}

Result<HttpResponse> sign_out_post(Visit& visit) {
  visit.desk.sessions.sign_out(*visit.user);
  visit.cookies.push_back(visit.desk.sessions.cleared_cookie());
  return redirect(visit, "/sign-in");
}

}  // namespace rasd
