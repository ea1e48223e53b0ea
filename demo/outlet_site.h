#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "demo/world.h"
#include "web/http_server.h"

namespace rasd {

/// The web site of one outlet: pages, lists, feeds and robots.txt, with the outlet's faults.
/// handle() is thread-safe. The world and the clock must outlive it.
class OutletSite {
 public:
  /// `clock`: items published after its now are not shown yet; null shows all. `stall`: how long
  /// the failing outlet holds a request that it then does not answer properly.
  OutletSite(const World& world, size_t outlet, const Clock* clock,
             std::chrono::milliseconds stall);

  /// Must be called once before handle(): "http://127.0.0.1:8101".
  void set_base(std::string base) { base_ = std::move(base); }
  const std::string& base() const { return base_; }
  HttpResponse handle(const HttpRequest& request);
  /// Lets go of stalled requests.
  void release();
  /// What is polled to read it.
  std::string feed_url() const;

 private:
  HttpResponse failing(const HttpRequest& request);
  HttpResponse home(const HttpRequest& request) const;
  HttpResponse feed(const HttpRequest& request) const;
  HttpResponse timeline(const HttpRequest& request) const;
  HttpResponse article(const HttpRequest& request, size_t item) const;
  HttpResponse comments(const HttpRequest& request, size_t item) const;
  std::string robots() const;
  std::string feed_path() const;
  /// What stands there now, newest first.
  std::vector<size_t> shown() const;

  const World& world_;
  const size_t index_;
  const Outlet& outlet_;
  const Clock* clock_;
  const std::chrono::milliseconds stall_;
  std::string base_;
  std::vector<size_t> items_;  ///< newest first, without comments
  std::map<std::string, size_t, std::less<>> by_path_, by_id_;
  std::multimap<size_t, size_t> comments_;  ///< article → comment
  std::atomic<unsigned> requests_{0};
  std::mutex mutex_;
  std::condition_variable released_;
  bool closing_ = false;
};

}  // namespace rasd
