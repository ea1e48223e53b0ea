#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <functional>

#include "base/log.h"
#include "cli/command.h"
#include "cli/completion.h"
#include "cli/db.h"
#include "cli/desk.h"
#include "cli/digest.h"
#include "cli/doctor.h"
#include "cli/eval.h"
#include "cli/eval_extraction.h"
#include "cli/export.h"
#include "cli/init.h"
#include "cli/inspect.h"
#include "cli/ledger.h"
#include "cli/observe.h"
#include "cli/replay.h"
#include "cli/report.h"
#include "cli/search.h"
#include "cli/source.h"
#include "cli/stages.h"
#include "cli/tag.h"
#include "cli/train.h"
#include "cli/watch.h"

// The command line. Each command fills a struct of options and calls one function of cli/, which
// returns the exit code: 0 ok, 1 failure, 2 usage, 3 partial, 4 configuration, 75 retry later.
namespace rasd {
namespace {

using Action = std::function<int()>;

/// The commands' options live here while the line is parsed.
struct Commands {
  CommonOptions common;
  Action chosen;

  CLI::App* add(CLI::App& app, const std::string& name, const std::string& what, Action action) {
    CLI::App* command = app.add_subcommand(name, what);
    command->callback([this, action = std::move(action)] { chosen = action; });
    command->fallthrough();
    return command;
  }

  /// A command that only holds others. It has no action: CLI11 calls the parent's after the
  /// child's.
  CLI::App* add_group(CLI::App& app, const std::string& name, const std::string& what) {
    CLI::App* group = app.add_subcommand(name, what);
    group->require_subcommand(1);
    group->fallthrough();
    return group;
  }
};

/// Digest and report take the store and zone from the configuration.
template <typename Options>
int with_store(const CommonOptions& common, Options options, int (*run)(const Options&)) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  options.store = config->store_path();
  options.zone = config->directorate.time_zone;
  if (common.json) options.format = "json";
  return run(options);
}

void add_report_options(CLI::App& command, ReportOptions& options) {
  command.add_option("--format", options.format, "html, text or json")->capture_default_str();
  command.add_option("--lang", options.language, "ar or en")->capture_default_str();
  command.add_option("--digits", options.digits, "of Arabic: latn (123) or arab (١٢٣)")
      ->capture_default_str();
}

void add_running(CLI::App& app, Commands& c) {
  static bool force_init = false;
  c.add(app, "init", "write a commented configuration", [&c] {
     return run_init(c.common, force_init);
   })->add_flag("--force", force_init, "over an existing one");
  c.add(app, "doctor", "say what is wrong and how to mend it",
        [&c] { return run_doctor(c.common); });

  static DemoCommand demo;
  auto* demo_command = c.add(app, "demo", "the demonstration newsroom, crawled and on the desk",
                             [&c] { return run_demo(c.common, demo); });
  demo_command->add_option("--port", demo.port, "of the desk")->capture_default_str();
  demo_command->add_option("--newsroom-port", demo.newsroom_port, "of the first outlet")
      ->capture_default_str();
  demo_command->add_option("--seed", demo.seed, "of the invented world")->capture_default_str();
  demo_command->add_option("--day", demo.day, "last day of the world (default: today)");
  demo_command->add_flag("--once", demo.once, "crawl all of it, then end");
  demo_command->add_flag("--serve-only", demo.serve_only, "serve the newsroom, crawl nothing");

  static RunCommand run;
  auto* run_command = c.add(app, "run", "crawl, annotate, store and serve the desk",
                            [&c] { return run_all(c.common, run); });
  run_command->add_flag("--once", run.once, "poll every source once, then end");
  run_command->add_flag("--no-desk", run.no_desk, "without the desk");

  static bool crawl_once = false;
  auto* crawl = c.add(app, "crawl", "the crawler as a process of its own", [&c] {
    RunOptions options;
    options.annotate = options.store = false;
    options.watch = true;
    options.mode = crawl_once ? RunMode::kOnce : RunMode::kForever;
    return run_stage(c.common, options);
  });
  crawl->add_flag("--once", crawl_once, "poll every source once, then end");
  c.add(app, "annotate", "an annotator as a process of its own", [&c] {
    RunOptions options;
    options.crawl = options.store = false;
    return run_stage(c.common, options);
  });
  c.add(app, "store", "the store's writer as a process of its own", [&c] {
    RunOptions options;
    options.crawl = options.annotate = false;
    return run_stage(c.common, options);
  });
  c.add(app, "serve", "the desk alone", [&c] { return run_serve(c.common); });

  static ReplayCommand replay;
  auto* replay_command =
      c.add(app, "replay", "feed archived items (WARC, JSON Lines) to the stages",
            [&c] { return run_replay(c.common, replay); });
  replay_command
      ->add_option("PATH", replay.path,
                   "folder of *.warc, *.warc.gz and *.jsonl files, or one such file")
      ->required();
  replay_command->add_flag("--dry-run", replay.dry_run,
                           "say what each WARC record is, and take nothing in");
  c.add(app, "ledger", "what became of every item taken in", [&c] { return run_ledger(c.common); });

  c.add(app, "watch", "look over our own sites: availability, certificate, changes, broken links",
        [&c] { return run_watch(c.common); });

  static ObserveCommand observe;
  auto* observe_command =
      c.add(app, "observe",
            "an observation received, or a file of them\n\n"
            "  rasd observe \"مركبة متوقفة تعيق السير\" --place إربد --channel hotline\n"
            "  rasd observe --file notes.csv      id,received,channel,place,text\n",
            [&c] { return run_observe(c.common, observe); });
  observe_command->add_option("TEXT", observe.text, "what was said; - for standard input");
  observe_command->add_option("--file", observe.file, "CSV or JSON Lines; - for standard input");
  observe_command->add_option("--channel", observe.channel, "how it came: hotline, visit, letter");
  observe_command->add_option("--place", observe.place, "where it is about");
  observe_command->add_option("--time", observe.received, "when it was received (default: now)");
  observe_command->add_option("--attach", observe.attachments, "files to keep with it");

  auto* source = c.add_group(app, "source", "the watched sources");
  c.add(*source, "list", "all of them, with when they were last reached",
        [&c] { return run_source_list(c.common); });
  static SourceCommand source_command;
  auto* add =
      c.add(*source, "add",
            "find a site's feeds and watch the best\n\n  rasd source add https://alrai.com\n",
            [&c] { return run_source_add(c.common, source_command); });
  add->add_option("URL", source_command.what, "of the site, or of a feed, sitemap or list page")
      ->required();
  add->add_option("--id", source_command.id, "its short name (default: by its address)");
  add->add_option("--name", source_command.name, "as shown");
  add->add_option("--to", source_command.to, "TOML file (default: the configuration's first)");
  add->add_flag("--local", source_command.local, "loopback and private addresses are allowed");
  add->add_flag("--dry-run", source_command.dry_run, "say what would be written");
  auto* test = c.add(*source, "test",
                     "fetch once and say what would be taken in\n\n  rasd source test roya-ar\n",
                     [&c] { return run_source_test(c.common, source_command); });
  test->add_option("ID|URL", source_command.what, "a configured source, or an address")->required();
  test->add_flag("--local", source_command.local, "loopback and private addresses are allowed");
  auto* import =
      c.add(*source, "import", "feeds of an OPML file\n\n  rasd source import feeds.opml\n",
            [&c] { return run_source_import(c.common, source_command); });
  import->add_option("FILE", source_command.file, "default: standard input");
  import->add_option("--to", source_command.to, "TOML file (default: the configuration's first)");
  import->add_flag("--dry-run", source_command.dry_run, "say what would be written");
  c.add(*source, "export", "the configured feeds as OPML 2.0", [&c] {
     return run_source_export(c.common, source_command);
   })->add_option("FILE", source_command.file, "default: standard output");
}

void add_reading(CLI::App& app, Commands& c) {
  static InspectOptions inspect;
  auto* inspect_command =
      c.add(app, "inspect", "one stage alone, on files", [] { return run_inspect(inspect); });
  inspect_command
      ->add_option("STAGE", inspect.stage, "page, feed, sitemap, robots, charset, url, date, text")
      ->required();
  inspect_command->add_option("FILE", inspect.files, "files, or - for standard input");
  inspect_command->add_option("--batch", inspect.batch,
                              "JSON Lines of tasks, - for standard input");
  inspect_command->add_option("--jobs", inspect.jobs, "threads (default: cores)");
  inspect_command->add_option("--models", inspect.models, "folder of the models")
      ->capture_default_str();
  inspect_command->add_flag("--links", inspect.links, "page: list its links");
  inspect_command->add_flag("--text", inspect.text, "charset: print the decoded text");

  static DigestCommand digest;
  auto* digest_command = c.add(app, "digest", "the coverage digest of a day",
                               [&c] { return with_store(c.common, digest, run_digest); });
  digest_command->add_option("--date", digest.date, "2026-11-21, today or yesterday");
  add_report_options(*digest_command, digest);

  static bool wants_pickup = false;  // the parent's action runs after the child's
  static ReportCommand report;
  auto* report_command = c.add(app, "report", "the trend report of a period", [&c] {
    return with_store(c.common, report, wants_pickup ? run_pickup : run_report);
  });
  report_command->add_option("--from", report.from, "first day (default: 29 days before the last)");
  report_command->add_option("--to", report.to, "last day, inclusive (default: today)");
  add_report_options(*report_command, report);
  auto* pickup =
      report_command->add_subcommand("pickup", "who carried our statements, and who not");
  pickup->fallthrough();
  pickup->callback([] { wants_pickup = true; });

  static ExportCommand items;
  auto* export_command = c.add(app, "export", "items of a period, for a spreadsheet or a program",
                               [&c] { return run_export(c.common, items); });
  export_command->add_option("--from", items.from, "first day (default: the last)");
  export_command->add_option("--to", items.to, "last day, inclusive (default: today)");
  export_command->add_option("--format", items.format, "csv or jsonl")->capture_default_str();
  export_command->add_option("--source", items.source, "of one source alone");
  export_command->add_option("FILE", items.file, "default: standard output");

  static SearchCommand search;
  auto* search_command = c.add(app, "search", "full-text search that folds Arabic spelling",
                               [&c] { return run_search(c.common, search); });
  search_command->add_option("QUERY", search.query, "words, \"a phrase\", word*, -word, OR")
      ->required();
  search_command->add_flag("--exact", search.exact, "as typed, without folding");
  search_command->add_flag("--newest", search.newest, "newest first instead of best first");
  search_command->add_option("--limit", search.limit, "at most so many")->capture_default_str();
}

void add_working(CLI::App& app, Commands& c) {
  static TagCommand tag;
  auto* tag_command = c.add_group(app, "tag", "analysts' tags and audit samples");
  auto* next = c.add(*tag_command, "next", "the next item of the queue",
                     [&c] { return run_tag_next(c.common, tag); });
  next->add_option("--user", tag.user, "whose queue")->capture_default_str();
  auto* sample = c.add(*tag_command, "sample", "draw and log a random audit sample",
                       [&c] { return run_tag_sample(c.common, tag); });
  sample->add_option("--from", tag.day_from, "first day of the period")->required();
  sample->add_option("--to", tag.day_to, "last day, inclusive")->required();
  sample->add_option("--size", tag.size, "items over all strata")->capture_default_str();
  sample->add_option("--seed", tag.seed, "of the draw (default: random; logged either way)");
  sample->add_option("--user", tag.user, "who draws")->capture_default_str();
  auto* tag_export = c.add(*tag_command, "export", "all tags as JSON Lines",
                           [&c] { return run_tag_export(c.common, tag); });
  tag_export->add_option("FILE", tag.file, "default: standard output");
  auto* tag_import = c.add(*tag_command, "import", "tags from JSON Lines",
                           [&c] { return run_tag_import(c.common, tag); });
  tag_import->add_option("FILE", tag.file, "default: standard input");
  tag_import->add_flag("--dry-run", tag.dry_run, "count what would be added, keep nothing");
  c.add(*tag_command, "agreement", "how well people agree where two audited an item",
        [&c] { return run_tag_agreement(c.common); });

  static TrainOptions train;
  auto* train_command = c.add(app, "train", "train the fast models from annotated items",
                              [] { return run_train(train); });
  train_command->add_option("--data", train.data, "folder of the data sets")->required();
  train_command->add_option("--out", train.out, "folder of the models")->capture_default_str();
  auto* deep = train_command->add_option("--deep", train.deep, "mix and calibrate this encoder");
  train_command->add_option("--held-out", train.held_out, "its logits of items held out")
      ->needs(deep);

  static EvalOptions eval;
  auto* eval_command = c.add_group(app, "eval", "print the quality tables");
  auto* labels = c.add(*eval_command, "labels", "cross-validated scores of the label models",
                       [] { return run_eval_labels(eval); });
  labels->add_option("--data", eval.data, "folder of the data sets")->required();
  static EvalExtractionOptions extraction;
  auto* extraction_command = c.add(*eval_command, "extraction",
                                   "scores of the extractor on pages with a known text", [&c] {
                                     extraction.json = c.common.json;
                                     return run_eval_extraction(extraction);
                                   });
  extraction_command->add_option("DIR", extraction.folder, "folder of pages and truths")
      ->required();
  extraction_command->add_option("--worst", extraction.worst, "list so many of the worst pages")
      ->capture_default_str();

  static DbCommand db;
  auto* db_command = c.add_group(app, "db", "the store's file");
  c.add(*db_command, "backup", "a checked copy, also while Rasd runs",
        [&c] { return run_db_backup(c.common, db); })
      ->add_option("FILE", db.file)
      ->required();
  c.add(*db_command, "restore", "put a backup in place",
        [&c] { return run_db_restore(c.common, db); })
      ->add_option("FILE", db.file)
      ->required();
  c.add(*db_command, "check", "look the whole file over", [&c] {
     return run_db_check(c.common, db);
   })->add_flag("--rebuild-search", db.rebuild_search, "build the full-text index anew before");
  c.add(*db_command, "migrate", "bring an older file to this version", [&c] {
     return run_db_migrate(c.common, db);
   })->add_flag("--dry-run", db.dry_run, "say what would be done");

  static UserCommand user;
  auto* user_command = c.add_group(app, "user", "who may sign in to the desk");
  auto* add = c.add(*user_command, "add", "a user; the password is read from standard input",
                    [&c] { return run_user_add(c.common, user); });
  add->add_option("NAME", user.name)->required();
  add->add_option("--role", user.role, "officer, analyst, leadership or administrator")
      ->capture_default_str();
  c.add(*user_command, "list", "all of them", [&c] { return run_user_list(c.common); });
}

/// What may follow each command, read off the command line's own description.
void list_words(const CLI::App& command, const std::string& path,
                std::vector<CompletionWords>& words) {
  CompletionWords here{path, {}};
  const auto children = command.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* child : children) here.words.push_back(child->get_name());
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) here.words.push_back("--" + name);
  words.push_back(std::move(here));
  for (const CLI::App* child : children)
    list_words(*child, (path.empty() ? "" : path + " ") + child->get_name(), words);
}

int print_completion(const CLI::App& app) {
  std::vector<CompletionWords> words;
  list_words(app, "", words);
  std::printf("%s", bash_completion(words).c_str());
  return 0;
}

int run_command_line(int argc, char** argv) {
  CLI::App app(
      "Rasd: what was published, what is new, what it says, and how sure we are.\n\n"
      "  rasd demo                     the demonstration newsroom on the desk\n"
      "  rasd init && rasd run         the sources of config/rasd.toml\n"
      "  rasd digest --date yesterday  what was said, what is new, what we failed to reach\n",
      "rasd");
  Commands commands;
  app.set_version_flag("--version", RASD_VERSION);
  app.require_subcommand(1);
  app.add_option("--config", commands.common.config, "configuration file")->capture_default_str();
  app.add_option("--data", commands.common.data, "data folder, instead of the configuration's");
  app.add_flag("--json", commands.common.json, "data as JSON");
  app.add_flag("--quiet", commands.common.quiet, "no messages beside the data");
  add_running(app, commands);
  add_reading(app, commands);
  add_working(app, commands);
  commands.add(app, "completion", "bash completion: source <(rasd completion)",
               [&app] { return print_completion(app); });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // help, version
    return complain(
        {ErrorKind::kUsage, std::string(error.what()) + "; --help shows what there is"});
  }
  if (commands.common.quiet) set_log_level(LogLevel::kError);
  const int code = commands.chosen ? commands.chosen() : 2;
  // A full disk or a closed pipe behind standard output must not look like success.
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    return complain({ErrorKind::kTemporary, "standard output could not be written to the end"});
  return code;
}

}  // namespace
}  // namespace rasd

int main(int argc, char** argv) {
  try {
    return rasd::run_command_line(argc, argv);
  } catch (const std::exception& trouble) {
    std::fprintf(stderr, "rasd: this should not happen: %s\n", trouble.what());
    return 1;
  }
}
