#pragma once
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "crawler/connectors.h"
#include "crawler/crawler.h"
#include "crawler/fetcher.h"
#include "crawler/frontier.h"
#include "crawler/mailbox_look.h"
#include "crawler/missing_posts.h"
#include "crawler/observation_folder.h"
#include "crawler/politeness.h"
#include "crawler/spool.h"

namespace rasd {

/// What Crawler::run turns round on: due sources and tasks go out by host, answers come in, pages
/// leave for the spool in batches. One thread. Times between requests run on the steady clock;
/// whatever is kept in crawl.db runs on the wall clock that was passed in.
class Crawler::Loop {
 public:
  Loop(CrawlerOptions options, const Clock& clock, Spool& spool);
  Result<void> add_source(Source source);
  Result<void> use_key_file(const std::string& path);
  Result<void> run(const std::stop_token& stop, RunMode mode);

 private:
  using Steady = std::chrono::steady_clock::time_point;

  /// A source and its present poll, which may take several lists.
  struct Watch {
    Source source;
    SourceState state;
    std::string host;  ///< empty: a file, a folder or a mailbox
    bool polling = false;
    bool polled = false;  ///< in this run
    SourcePoll poll;
    SourceState next;  ///< becomes `state` when the poll ended well
    unsigned lists_left = 0;
    unsigned lists_read = 0;
    std::optional<std::chrono::seconds> stay_away;
    std::vector<Instant> published;     ///< times of this poll's new entries
    PollHints hints;                    ///< of the last answer that carried a list
    std::string token;                  ///< of this poll; empty: none
    std::vector<MissingPosts> missing;  ///< noticed in this poll
    Steady began;
    std::unordered_set<std::string> asked;  ///< lists of this poll, so that none is read twice
    std::vector<LinkShape> shapes;          ///< of its list pages' links, learned
    Instant next_look{};                    ///< into a watched folder
    std::unique_ptr<MailboxLook> mailbox;   ///< while one is under way
  };
  struct ListJob {
    size_t watch = 0;
    std::string url;
    bool first = true;    ///< the source's own address; the others came out of it
    bool waited = false;  ///< asked again after the wait that the server wanted
    unsigned depth = 0;   ///< how many lists lie between it and the source's own
  };
  struct Host {
    std::string name, origin;
    bool local = false;           ///< paced as our own: on this machine or a private network
    bool may_be_private = false;  ///< a local source lives there: robots.txt may be asked for too
    bool asking_robots = false;
    std::deque<ListJob> lists;
    std::deque<CrawlTask> tasks;
    std::unordered_set<int64_t> held;  ///< tasks loaded whose end is not in crawl.db yet
    Instant next_due = Instant::max();
  };
  enum class JobKind { kRobots, kList, kPage };
  struct Job {
    JobKind kind = JobKind::kPage;
    Host* host = nullptr;
    ListJob list;
    CrawlTask task;
  };

  // crawl_loop.cpp: what goes out
  Result<void> load();
  Host& host_of(const Url& url, bool local);
  void start_polls(Instant now, RunMode mode);
  void start_host(Host& host, Instant now);
  bool start_list(Host& host, Instant now);
  bool start_task(Host& host, Instant now);
  bool may_fetch(Host& host, const Url& url, Instant now, Politeness::Robots& verdict);
  void send(Host& host, Job job, FetchRequest request);
  bool is_kept(const Job& job, const FetchAnswer& answer) const;
  void keep(const FetchAnswer& answer);
  void refill(Host& host, Instant now);
  std::chrono::milliseconds wait_time(Instant now) const;
  bool all_done(Instant now) const;

  // crawl_loop_lists.cpp: lists and polls
  bool has_horizon(const Source& source) const;
  void begin_poll(size_t watch, Instant now);
  void on_list(const ListJob& job, FetchAnswer& answer, Instant now);
  void read_answer(const ListJob& job, FetchAnswer& answer, Instant now);
  bool brings_unknown(const ListReading& reading);
  void take_reading(Watch& watch, ListReading reading, Instant now);
  CrawlTask task_for(const ListedItem& item, const Watch& watch);
  ListContext context_for(const Watch& watch, const FetchAnswer& answer, Instant now) const;
  void on_refusal(const ListJob& job, const FetchAnswer& answer, Instant now);
  void ask_more(const ListJob& job, const std::vector<std::string>& more, Instant now);
  void fail_poll(Watch& watch, int status, std::string why);
  void end_list(Watch& watch, Instant now, std::vector<SpoolItem> items = {},
                std::vector<CrawlTask> tasks = {});
  void plan_next(Watch& watch, Instant now);

  // crawl_loop_observations.cpp: files, folders and mailboxes
  bool has_files_waiting(Watch& watch, Instant now);
  ListContext context_at(Instant now) const;
  void read_file_source(size_t watch, Instant now);
  void read_folder(Watch& watch, Instant now);
  void end_mailbox(Watch& watch, Instant now);

  // crawl_loop_pages.cpp: pages and the batch on its way to the spool
  void on_page(CrawlTask task, FetchAnswer& answer, Instant now);
  CrawlTask comment_task(const FetchedPage& article, const std::string& url, Instant at,
                         bool local);
  void read_comments_of(const FetchedPage& page, std::vector<SpoolItem>& items, Instant now);
  void on_comment_feed(const CrawlTask& task, const FetchAnswer& answer, Instant now);
  void try_again_or_give_up(CrawlTask task, int status, Error why,
                            std::optional<std::chrono::seconds> stay_away, Instant now);
  void give_up(CrawlTask task, int status, const Error& why, Instant now,
               const FetchAnswer* answer = nullptr);
  void add_to_batch(const CrawlTask& task, std::vector<SpoolItem> items);
  void flush();
  void release(const CrawlTask& task);

  CrawlerOptions options_;
  const Clock& clock_;
  Spool& spool_;
  Frontier frontier_;
  MissingPostsLog missing_;
  Politeness politeness_;
  std::unique_ptr<Fetcher> fetcher_;
  std::optional<Pseudonym> pseudonym_;
  RunMode mode_ = RunMode::kOnce;
  std::optional<AttachmentFolder> attachments_;
  std::vector<Watch> watches_;
  std::unordered_map<std::string, size_t> watch_by_id_;
  std::unordered_map<std::string, std::unique_ptr<Host>> hosts_;
  std::vector<Host*> host_order_;
  size_t first_host_ = 0;  ///< whose turn it is to start first
  std::unordered_map<uint64_t, Job> jobs_;
  uint64_t next_tag_ = 1;

  std::vector<SpoolItem> batch_;
  std::vector<CrawlTask> batch_tasks_;  ///< end with the batch
  std::vector<CrawlTask> batch_new_;    ///< come in with it
  Steady batch_began_;
  size_t batch_bytes_ = 0;
  std::optional<Error> broken_;  ///< crawl.db or the archive failed for good
  Steady resume_at_{};           ///< nothing is started before: the disk was full
};

/// kOnce leaves what has to wait longer than this for the next time.
inline constexpr std::chrono::seconds kOncePatience{180};

/// Whether a source's list is asked for with its entity tag and compared by its hash: not a
/// timeline, whose address changes with its cursor.
bool is_conditional(const Source& source);

}  // namespace rasd
