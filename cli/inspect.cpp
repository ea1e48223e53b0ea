#include "cli/inspect.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <mutex>
#include <sstream>
#include <thread>

#include "base/file.h"
#include "base/id.h"
#include "base/log.h"
#include "base/utf8.h"
#include "cli/command.h"

namespace rasd {
namespace {

struct StageEntry {
  std::string_view name;
  Result<InspectStage> (*open)(const InspectOptions&);
};

// A stage is added here when its cli/inspect_NAME.cpp lands.
constexpr std::array<StageEntry, 8> kStages = {{
    {"charset", inspect_charset},
    {"date", inspect_date},
    {"feed", inspect_feed},
    {"page", inspect_page},
    {"robots", inspect_robots},
    {"sitemap", inspect_sitemap},
    {"text", inspect_text},
    {"url", inspect_url},
}};

std::string stage_names() {
  std::string out;
  for (const auto& stage : kStages) out += (out.empty() ? "" : ", ") + std::string(stage.name);
  return out;
}

/// A task and, once worked on, its answer line.
struct Job {
  std::string task, answer;
  bool taken = false, done = false, failed = false;
};

/// The answer of a task that went wrong: what the stage wrote by then is left out.
std::string error_line(const rapidjson::Value* id, const Error& error) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  put_key(writer, "id");
  if (id)
    id->Accept(writer);
  else
    writer.Null();
  put_key(writer, "error");
  writer.StartObject();
  put(writer, "kind", name(error.kind));
  put(writer, "message", to_valid_utf8(error.message));
  writer.EndObject();
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

void work(const InspectStage& stage, Job& job) {
  const auto fail_with = [&](const rapidjson::Value* id, const Error& error) {
    job.answer = error_line(id, error);
    job.failed = true;
  };
  const auto task = parse_json(job.task);
  if (!task) return fail_with(nullptr, task.error());
  if (!task->IsObject())
    return fail_with(nullptr, {ErrorKind::kUsage, "a task is a JSON object with an id"});
  const auto id = task->FindMember("id");
  const rapidjson::Value* id_value = id == task->MemberEnd() ? nullptr : &id->value;
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  put_key(writer, "id");
  if (id_value)
    id_value->Accept(writer);
  else
    writer.Null();
  // A stage returns its failures; what a library throws all the same must not end the batch.
  try {
    const auto ok = stage(*task, writer);
    if (!ok) return fail_with(id_value, ok.error());
  } catch (const std::exception& error) {
    return fail_with(id_value, {ErrorKind::kInternal, error.what()});
  }
  writer.EndObject();
  job.answer.assign(buffer.GetString(), buffer.GetSize());
}

/// Tasks in order in front, workers behind. The window bounds memory: a slow task holds back the
/// reading of new ones, never the order of answers.
class OrderedPool {
 public:
  OrderedPool(const InspectStage& stage, unsigned workers) : stage_(stage) {
    for (unsigned i = 0; i < workers; ++i) threads_.emplace_back([this] { serve(); });
  }
  ~OrderedPool() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    more_.notify_all();
  }
  OrderedPool(const OrderedPool&) = delete;
  OrderedPool& operator=(const OrderedPool&) = delete;

  size_t size() const { return jobs_.size(); }  // jobs_ grows and shrinks in the caller's thread
  void push(std::string task) {
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::make_unique<Job>());
      jobs_.back()->task = std::move(task);
    }
    more_.notify_one();
  }
  /// Waits for the oldest task and takes it out.
  std::unique_ptr<Job> pop() {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return jobs_.front()->done; });
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
  }

 private:
  Job* next() {
    for (auto& job : jobs_)
      if (!job->taken) return job.get();
    return nullptr;
  }
  void serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
      Job* job = nullptr;
      more_.wait(lock, [&] { return closed_ || (job = next()) != nullptr; });
      if (!job) return;
      job->taken = true;
      lock.unlock();
      work(stage_, *job);
      lock.lock();
      job->done = true;
      done_.notify_one();
    }
  }

  const InspectStage& stage_;
  std::mutex mutex_;
  std::condition_variable more_, done_;
  std::deque<std::unique_ptr<Job>> jobs_;
  bool closed_ = false;
  std::vector<std::jthread> threads_;  // last, so that they end before what they use
};

std::string file_task(const std::string& stage, const std::string& file,
                      const std::string& standard_input) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  put(writer, "id", to_valid_utf8(file));
  if (stage == "url") {
    put(writer, "url", to_valid_utf8(file));
  } else if (file == "-") {
    put(writer, "body_base64", to_base64(standard_input));
  } else {
    put(writer, "path", to_valid_utf8(file));
  }
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

int run_inspect_batch(const InspectStage& stage, std::istream& tasks, std::ostream& answers,
                      unsigned jobs) {
  // More threads than this only wait for each other.
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  const unsigned workers = jobs > 0 ? std::min(jobs, 8 * cores) : cores;
  const size_t window = size_t{workers} * 4;
  size_t failed = 0;
  OrderedPool pool(stage, workers);
  const auto answer_one = [&] {
    const auto job = pool.pop();
    failed += job->failed;
    answers << job->answer << '\n';
  };
  for (std::string line; std::getline(tasks, line);) {
    if (trim(line).empty()) continue;
    if (pool.size() >= window) answer_one();
    pool.push(std::move(line));
  }
  while (pool.size() > 0) answer_one();
  answers.flush();
  if (failed > 0) log_warning(std::to_string(failed) + " tasks failed");
  return failed > 0 ? 3 : 0;
}

int run_inspect(const InspectOptions& options) {
  const auto entry = std::find_if(kStages.begin(), kStages.end(),
                                  [&](const auto& s) { return s.name == options.stage; });
  if (entry == kStages.end()) {
    return complain({ErrorKind::kUsage,
                     "there is no stage '" + options.stage + "'; there are " + stage_names()});
  }
  const auto stage = entry->open(options);
  if (!stage) return complain(stage.error());
  if (options.batch == "-") return run_inspect_batch(*stage, std::cin, std::cout, options.jobs);
  if (!options.batch.empty()) {
    std::ifstream list(options.batch);
    if (!list)
      return complain({ErrorKind::kUsage, "cannot open the list " + options.batch +
                                              "; --batch names a file of JSON Lines, or -"});
    return run_inspect_batch(*stage, list, std::cout, options.jobs);
  }
  if (options.files.empty())
    return complain({ErrorKind::kUsage,
                     "nothing to inspect; name files, - for standard input, or a list with "
                     "--batch"});
  std::string standard_input;
  if (std::find(options.files.begin(), options.files.end(), "-") != options.files.end())
    standard_input.assign(std::istreambuf_iterator<char>(std::cin), {});
  std::string tasks;
  for (const auto& file : options.files)
    tasks += file_task(options.stage, file, standard_input) + "\n";
  std::istringstream list(tasks);
  return run_inspect_batch(*stage, list, std::cout, options.jobs);
}

Result<std::string> task_bytes(const rapidjson::Value& task) {
  if (task.HasMember("body") && task["body"].IsString())
    return std::string(get_string(task, "body"));
  if (task.HasMember("body_base64")) return from_base64(get_string(task, "body_base64"));
  const std::string path(get_string(task, "path"));
  if (path.empty()) return fail(ErrorKind::kUsage, "the task names neither a path nor a body");
  return read_file_or_gzip(path, size_t{256} << 20);
}

}  // namespace rasd
