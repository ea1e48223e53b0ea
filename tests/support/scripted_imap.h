#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace rasd {

/// A small IMAP4rev1 server on 127.0.0.1 with one mailbox, for one connection at a time: LOGIN,
/// EXAMINE, UID SEARCH UID n:*, UID FETCH of the size and of BODY.PEEK[], LOGOUT. What it is told
/// is kept, so that a test can see that nothing but reading was asked for.
class ScriptedImap {
 public:
  enum class Mood {
    kGood,
    kWrongPassword,
    kHangsUpAfterFirst,  ///< message
    kEndlessLine,        ///< instead of an answer to SEARCH
    kHugeLiteral,        ///< announces 2 GB
    kSilent,             ///< after the sign-in
  };
  ScriptedImap();
  ~ScriptedImap();
  ScriptedImap(const ScriptedImap&) = delete;
  ScriptedImap& operator=(const ScriptedImap&) = delete;

  void put(uint32_t uid, std::string message);
  void set_validity(uint32_t validity);
  void set_mood(Mood mood);
  /// "imap://reader@127.0.0.1:PORT/INBOX"
  std::string url() const;
  std::vector<std::string> commands() const;

 private:
  void accept_all();
  void serve(int descriptor);
  std::string answer(const std::string& tag, const std::string& command, bool& ends);

  int listener_ = -1;
  uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;  // everything below
  std::map<uint32_t, std::string> messages_;
  uint32_t validity_ = 7;
  Mood mood_ = Mood::kGood;
  std::vector<std::string> commands_;
  std::jthread acceptor_;
};

}  // namespace rasd
