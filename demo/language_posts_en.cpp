#include "demo/language.h"

namespace rasd {

std::string_view posts_english() {
  return R"(
@post.f
Credit where it is due: the officer on {road} [stayed with us until the tow truck came|helped us push the car in the rain]. ~POL
Civil defence reached my mother in under {minutes}. [Forever grateful.|These people are heroes.] ~RES,POL
Renewed my licence in ten minutes online. [Well done, licensing department!|Did not expect that.] ~SRV
Say what you like, [I feel safe walking home in {quarter} at night|our streets are calm] thanks to the patrols. ~POL
Lost my wallet in {city}, police returned it with every dinar in it. [Respect.|Faith restored.] ~POL
That traffic officer at the {quarter} junction [never loses his smile|deserves a medal]. ~TRF,POL
@post.a
Called the police an hour ago about the noise in {quarter}. [Still waiting.|Nobody came.] ~POL
How many people must die on {road} before somebody [puts up a barrier|fixes the lights]? ~TRF
Third burglary on our street this month and [not a single patrol|all we get is a form to fill in]. ~THF,POL
Another committee, another statement, [zero accountability|nothing changes].
Fined on a road with no speed sign. This is [a tax, not safety|a trap]. ~TRF
The officer shouted at me for asking why I was stopped. [Is that the respect they promise?|Shameful.] ~POL
@post.m
Police have closed the left lane of {road}, [traffic is slow|take the bypass]. ~TRF
Does anyone know [why there are fire engines|what the police cars are doing] in {quarter}? ~POL
Licensing office in {city} is open until three tomorrow, [for those asking|I just checked]. ~SRV
Public Security just put out a statement about {city}. [Anyone read it?|Link on their site.] ~POL
Two patrol cars and an ambulance near {road} this morning. ~POL
@post.x
Best coffee in {city}? [Go.|Asking for a very tired friend.]
Rain on the roofs of {quarter} and [a good book|old songs]. Perfect evening. ~p
Prices in the market are [out of control|insane]. How do families manage? ~n
My daughter graduated today! [So proud.|{years} of hard work.] ~p
The internet in {quarter} is [dead again|slower than a camel]. ~n
Is the bus to {city} running this weekend?
What a goal! [{gov} forever!|I have no voice left.] ~p
Water cut again, day {percent}. [Tired.|This is not a life.] ~n
Starting a new job tomorrow, [wish me luck|nervous and happy]. ~p
Anyone selling olive oil from {gov}?
Missed my flight because of the queue at the airport. [Great start.|Fantastic.] ~n
@close.en
#Sarmad
#{tag}
@trf.post.a
Another crash on {road}. [We asked for a divider years ago.|Their blood is on the ministry's hands.]
@trf.post.f
Watched the rescue crew cut people out of a wreck on {road}. [Calm, fast, brave.|Real heroes.]
@trf.post.x
Praying for the families of those killed on {road}. [Slow down, please.|Heartbreaking.] ~n
@fld.post.a
First rain and {city} drowns. [Where did the drainage money go?|Every single year.]
@fld.post.f
Rescuers carried my grandmother out of the flood on their shoulders. [Thank you.|I will never forget it.]
@vid.post.a
That video from {city}. [An unarmed teacher.|I am shaking.] Accountability now.
"Individual conduct" again? [It is always individual.|Who gave the order?]
Trust takes years to build and [thirty seconds of video to lose|one baton to break].
If they do this on camera, [what happens off camera|imagine the rest]?
@vid.post.f
Suspending the officer the same day was [the right thing to do|a decent first step].
@mis.post.f
Nine hours on foot in the dark to bring those kids home. [Heroes.|I am in tears.] #ThankYouRescuers
This is what public service looks like. [Thank you, civil defence.|So proud of them.] #ThankYouRescuers
The photo of the rescuer with the boy on his back [says it all|made my day]. #ThankYouRescuers
@mis.post.x
Please let those children be safe. [Whole country is praying.|Cannot sleep.] ~u
@fee.post.a
Higher fees, hidden radars, same potholes. [Nice.|What do we pay for?]
Queued since dawn at licensing, then "the system is down". [And they want more money.|Unbelievable.]
Radar hidden in a vegetable van. [This is not safety.|You cannot make this up.]
@fee.post.f
Unpopular opinion: the radar by my kids' school [works|has slowed everyone down]. Good.
@rum.post.m
Police say the kidnapping voice note is [fake|years old]. Stop sharing it.
@rum.post.x
Everyone is forwarding a voice note about kidnappings in {city}. [Scary.|Keep your kids inside!] ~n
@cyb.post.x
Got the fake bank text too. [Do not click.|One letter off in the address.] ~n
@drg.post.f
Huge drug bust in {city}. [Well done to the team.|Every pill off the street counts.]
@hom.post.a
Another murder. [Where is the law?|We do not feel safe any more.]
@hom.post.f
They caught him within days. [Impressive detective work.|Respect to the investigators.]
@fir.post.f
Fire crews were here in minutes and [saved the whole block|did not rest all night]. Thank you.
@fir.post.a
Who licensed a warehouse like that [next to homes|in the middle of {quarter}]? Answer us.
)";
}

}  // namespace rasd
