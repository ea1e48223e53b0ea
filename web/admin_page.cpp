#include "reports/plain_reasons.h"
#include "web/pages.h"

namespace rasd {

Result<HttpResponse> admin_page(Visit& visit) {
  struct Facts {
    Result<std::vector<User>> users;
    Result<std::vector<AuditEntry>> log;
    Result<AuditVerdict> verdict;
  };
  const Facts facts = visit.desk.sessions.with_accounts([](AccountBook& book) {
    return Facts{book.list_users(), book.list_log({100, 0}), book.verify_log()};
  });
  if (!facts.users) return fail(facts.users.error());
  if (!facts.log) return fail(facts.log.error());
  if (!facts.verdict) return fail(facts.verdict.error());
  Page page(visit, "admin.tpl", visit.text("admin"), "nav_admin");
  View body = page.body();
  for (const User& one : *facts.users) {
    View row = body.add("PERSON");
    row.put("NAME", one.name);
    row.say("ROLE", visit.text("role_" + std::string(name(one.role))));
    row.say("CREATED", moment(visit, one.created));
    if (one.disabled) row.show("DISABLED");
  }
  if (facts.verdict->broken_at) {
    body.add("BROKEN").say("TEXT", visit.text("audit_broken", {{"n", *facts.verdict->broken_at}}));
  } else {
    const auto n = static_cast<int64_t>(facts.verdict->entries);
    body.add("WHOLE").say("TEXT", visit.text("audit_whole", {{"n", n}}));
  }
  body.put("HEAD", facts.verdict->head);
  for (const AuditEntry& one : *facts.log) {
    View row = body.add("ENTRY");
    row.say("WHEN", moment(visit, one.at));
    row.put("MACHINE", machine_time(one.at));
    row.put("WHO", one.who);
    row.put("WHAT", plain_reason(one.what, visit.words));
    // What somebody searched for stands as it was written.
    row.put("DETAIL", one.what == "search" ? one.detail : plain_reason(one.detail, visit.words));
  }
  return page.send();
}

}  // namespace rasd
