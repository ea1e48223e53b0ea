#include "cli/desk.h"

#include <unistd.h>

#include <condition_variable>
#include <cstdio>
#include <iostream>
#include <mutex>

#include "base/file.h"
#include "demo/newsroom.h"
#include "demo/truth.h"
#include "pipeline/demo_audit.h"
#include "pipeline/run.h"
#include "records/json.h"
#include "reports/open_store.h"
#include "store/accounts.h"
#include "web/desk.h"
#include "web/session.h"

namespace rasd {
namespace {

/// A desk that answers on its port as long as this lives.
struct OpenDesk {
  std::unique_ptr<Desk> desk;
  std::unique_ptr<HttpServer> server;  // after the desk: it is destroyed first
};

Result<OpenDesk> open_desk(const Config& config, const Clock& clock, bool demo) {
  DeskOptions options;
  options.address = config.desk.address;
  options.port = config.desk.port;
  options.store = store_options(config.store_path());
  options.zone = config.directorate.time_zone;
  options.archive = config.crawl_folder() + "/archive";
  options.inbox = config.inbox_folder();
  options.attachments = config.attachment_folder();
  options.watch = config.watch_folder();
  options.views = config.folders.views;
  options.assets = config.folders.assets;
  options.statics = config.folders.statics;
  options.language = config.desk.language;
  options.digits = config.desk.arabic_digits ? "arab" : "latn";
  options.arabic_name = config.directorate.name_ar;
  options.english_name = config.directorate.name_en;
  options.idle = config.desk.idle;
  options.demo = demo;
  if (!demo) {  // the demonstration is for this machine alone
    options.public_url = config.desk.public_url;
    options.trusted_proxy = config.desk.trusted_proxy;
  }
  if (auto ok = make_folder(config.folders.data); !ok) return fail(ok.error());
  if (auto ok = prepare_store(options.store); !ok) return fail(ok.error());
  OpenDesk open;
  auto desk = Desk::open(std::move(options), clock);
  if (!desk) return fail(desk.error());
  open.desk = std::move(*desk);
  auto server = open.desk->serve();
  if (!server) return fail(server.error());
  open.server = std::move(*server);
  return open;
}

void say(const CommonOptions& common, const std::string& text) {
  if (!common.quiet) std::fprintf(stderr, "rasd: %s\n", text.c_str());
}

void print_json(const User& user) {
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "name", user.name);
  put(out, "role", name(user.role));
  put(out, "created", to_rfc3339(user.created));
  put(out, "disabled", user.disabled);
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

void wait_until_stopped(const std::stop_token& stop) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any changed;
  changed.wait(lock, stop, [] { return false; });
}

}  // namespace

std::string desk_url(const Config::Desk& desk, uint16_t port) {
  if (!desk.public_url.empty()) return desk.public_url + (desk.public_url.back() == '/' ? "" : "/");
  const bool every = desk.address == "0.0.0.0" || desk.address == "::";
  std::string host = every ? "127.0.0.1" : desk.address;
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return "http://" + host + ":" + std::to_string(port) + "/";
}

int run_all(const CommonOptions& common, const RunCommand& command) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  if (config->sources.empty())
    return complain({ErrorKind::kConfiguration, "no source is configured; `rasd init` writes " +
                                                    common.config +
                                                    " with live sources, `rasd demo` needs none"});
  const StopOnSignal stop;
  const SystemClock clock;
  OpenDesk desk;
  if (!command.no_desk) {
    auto open = open_desk(*config, clock, false);
    if (!open) return complain(open.error());
    desk = std::move(*open);
    say(common, "the desk is on " + desk_url(config->desk, desk.server->port()));
  }
  say(common, "watching " + std::to_string(config->sources.size()) + " sources");
  RunOptions options;
  options.mode = command.once ? RunMode::kOnce : RunMode::kForever;
  options.watch = true;
  if (auto ok = run_stages(*config, options, clock, stop.token()); !ok) return complain(ok.error());
  return 0;
}

int run_serve(const CommonOptions& common) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const StopOnSignal stop;
  const SystemClock clock;
  const auto desk = open_desk(*config, clock, false);
  if (!desk) return complain(desk.error());
  say(common, "the desk is on " + desk_url(config->desk, desk->server->port()));
  wait_until_stopped(stop.token());
  return 0;
}

int run_demo(const CommonOptions& common, const DemoCommand& command) {
  auto config = open_config(common);
  if (!config) return complain(config.error());
  const StopOnSignal stop;
  const SystemClock clock;
  const auto zone = TimeZone::open(config->directorate.time_zone);
  if (!zone) return complain(zone.error());
  const auto day =
      command.day.empty() ? Result<Day>(zone->day_of(clock.now())) : parse_day(command.day);
  if (!day) return complain({ErrorKind::kUsage, "--day: " + day.error().message});
  // A world of its own for each day and seed: two of them in one store would contradict each other.
  if (common.data.empty())
    config->folders.data += "/demo/" + to_string(*day) + "-" + std::to_string(command.seed);
  config->desk.port = command.port;
  if (auto ok = make_folder(config->folders.data); !ok) return complain(ok.error());

  World world = make_world(command.seed, *day);
  auto observations = write_observations(world, config->folders.data);
  if (!observations) return complain(observations.error());
  NewsroomOptions newsroom_options;
  newsroom_options.base_port = command.newsroom_port;
  auto newsroom = Newsroom::open(std::move(world), newsroom_options);
  if (!newsroom) return complain(newsroom.error());
  const std::string truth = truth_json(
      (*newsroom)->world(), [&](const WorldItem& item) { return (*newsroom)->url(item); });
  if (auto ok = write_file(config->folders.data + "/truth.json", truth); !ok)
    return complain(ok.error());
  config->sources = newsroom_sources(**newsroom, *observations);
  say(common, "the demonstration newsroom serves " + std::to_string(config->sources.size()) +
                  " invented sources on loopback");
  if (command.serve_only) {
    for (const Source& source : config->sources)
      std::printf("%-24s %s\n", source.id.c_str(), source.url.c_str());
    std::fflush(stdout);
    wait_until_stopped(stop.token());
    return 0;
  }
  OpenDesk desk;
  std::string url;
  if (!command.once) {
    auto open = open_desk(*config, clock, true);
    if (!open) return complain(open.error());
    desk = std::move(*open);
    Config::Desk here = config->desk;
    here.public_url.clear();  // the demonstration is for this machine alone
    url = desk_url(here, desk.server->port());
    say(common, "the desk is on " + url + " (names and password are on its sign-in page)");
  }
  RunOptions options;
  options.mode = RunMode::kOnce;
  const auto start = std::chrono::steady_clock::now();
  if (auto ok = run_stages(*config, options, clock, stop.token()); !ok) return complain(ok.error());
  if (stop.token().stop_requested()) return 0;
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%.1f",
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  say(common,
      std::string("60 days of coverage were crawled, read and stored in ") + seconds + " s");
  const auto tags =
      audit_demonstration(store_options(config->store_path()), **newsroom, *zone, clock);
  if (!tags) return complain(tags.error());
  if (*tags > 0)
    say(common, "the demonstration's analysts tagged random samples of five weeks: " +
                    std::to_string(*tags) + " tags");
  if (command.once) return 0;
  say(common, "today's digest: " + url + "digest/" + to_string(*day));
  say(common, "stop with Ctrl-C");
  options.mode = RunMode::kForever;
  options.watch = true;
  if (auto ok = run_stages(*config, options, clock, stop.token()); !ok) return complain(ok.error());
  return 0;
}

int run_user_add(const CommonOptions& common, const UserCommand& command) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  User user;
  user.name = command.name;
  if (!parse(command.role, user.role))
    return complain({ErrorKind::kUsage,
                     "--role: \"" + command.role +
                         "\" is unknown; write officer, analyst, leadership or administrator"});
  if (::isatty(STDIN_FILENO) == 1) std::fprintf(stderr, "password (shown as you type): ");
  std::string password;
  std::getline(std::cin, password);
  if (password.size() < 12)
    return complain({ErrorKind::kUsage,
                     "the password is too short; write 12 characters or more, on one line of "
                     "standard input"});
  auto hash = hash_password(password);
  if (!hash) return complain(hash.error());
  user.password_hash = std::move(*hash);
  const SystemClock clock;
  user.created = clock.now();
  if (auto ok = make_folder(config->folders.data); !ok) return complain(ok.error());
  auto book = AccountBook::open(store_options(config->store_path()), clock);
  if (!book) return complain(book.error());
  if (auto ok = book->add_user(user); !ok) return complain(ok.error());
  say(common, "added " + user.name + " as " + std::string(name(user.role)));
  return 0;
}

int run_user_list(const CommonOptions& common) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const auto store = existing_store(*config);
  if (!store) return complain(store.error());
  const SystemClock clock;
  auto book = AccountBook::open(*store, clock);
  if (!book) return complain(book.error());
  const auto users = book->list_users();
  if (!users) return complain(users.error());
  for (const User& user : *users)
    if (common.json)
      print_json(user);
    else
      std::printf("%-24s %-14s %s%s\n", user.name.c_str(), std::string(name(user.role)).c_str(),
                  to_rfc3339(user.created).c_str(), user.disabled ? "  disabled" : "");
  return 0;
}

}  // namespace rasd
