#include "store/audit_log.h"

#include "base/id.h"
#include "base/utf8.h"

namespace rasd {

std::string audit_hash(const std::string& previous, int64_t id, Instant at, const std::string& who,
                       const std::string& what, const std::string& detail) {
  std::string bytes;
  for (const std::string& part :
       {previous, std::to_string(id), to_rfc3339(at), who, what, detail}) {
    bytes += std::to_string(part.size());
    bytes += ':';
    bytes += part;
  }
  return content_hash(bytes);
}

Result<void> append_audit_log(sql::Connection& db, Instant at, const std::string& who,
                              const std::string& what, const std::string& detail) {
  std::string previous;
  int64_t id = 1;
  {
    auto s = db.prepare("SELECT id, hash FROM audit_log ORDER BY id DESC LIMIT 1");
    if (s.step()) {
      id = s.integer(0) + 1;
      previous = s.text(1);
    }
    if (s.failed()) return s.finish();
  }
  const std::string valid_who = to_valid_utf8(who);
  const std::string valid_detail = to_valid_utf8(detail);
  return db
      .prepare(
          "INSERT INTO audit_log(id, at, who, what, detail, prev_hash, hash)"
          " VALUES(?,?,?,?,?,?,?)")
      .bind(id, at, valid_who, what, valid_detail, previous,
            audit_hash(previous, id, at, valid_who, what, valid_detail))
      .run();
}

}  // namespace rasd
