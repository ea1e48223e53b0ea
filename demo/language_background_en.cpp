#include "demo/language.h"

namespace rasd {

std::string_view background_english() {
  return R"(
@bg.economy.1
H Exports from {gov} rise {percent} percent
L Exports from {gov} rose {percent} percent in the last quarter, the chamber of industry said.
B Food and textiles led the growth, according to its chairman, {man}.
B Manufacturers asked for cheaper energy, which they say eats up a quarter of their costs.
B Economists expect the trend to last until the end of the year.
@bg.economy.2
H Vegetable prices jump {percent} percent in {city}
~n
L Tomato and cucumber prices in {city} jumped {percent} percent within a week as cold weather cut supplies from the Ghor.
B "What cost five dinars now costs eight," said one shopper.
B The agriculture ministry has suspended some exports to keep the market supplied.
B Farmers said they saw little of the increase.
@bg.economy.3
H Nuran stocks close higher on bank shares
L The main index of the Nuran exchange closed higher on {weekday}, led by banks.
B Turnover reached {millions} million dinars, the highest in {months}.
B Brokers pointed to expectations of generous dividends.
@bg.economy.4
H Central bank leaves interest rate unchanged
L The central bank kept its main rate on hold for the third meeting in a row.
B Reserves cover {months} of imports, said the governor, {man}.
B Borrowers hope for a cut that would ease the burden of housing loans.
@bg.economy.5
H Solar plant opens in {gov}
L A {hundreds}-megawatt solar plant has opened near {city} at a cost of {millions} million dinars.
B It will supply about {thousands},000 homes.
B Renewables should provide a third of electricity within {years}, the energy minister said.
@bg.politics.1
H Parliament begins debate on local government bill
L Parliament on {weekday} began debating a bill that would give governorates wider powers over their own resources.
B Opposition members criticised what they called hasty drafting.
B The committee is to finish its work before {next_week}.
B The minister, {woman}, said the bill followed {months} of dialogue.
@bg.politics.2
H Prime minister tours {gov}
L The prime minister visited {gov} on {weekday} and promised a small industrial zone with {hundreds} jobs.
B Residents asked for water, roads and work.
B The governor's council asked for overdue funds to be released.
@bg.politics.3
H Sarmad and Tilara sign transport agreement
L Sarmad and the Republic of Tilara signed an agreement that lowers the cost of road freight between them.
B Trade between the two countries is worth some {hundreds} million dinars a year.
B A joint committee will meet every {months}, the foreign minister said.
@bg.health.1
H Flu vaccination campaign starts in {gov}
L The health ministry has started a campaign of vaccination against seasonal flu at all health centres in {gov}.
B The elderly, pregnant women and people with heart disease come first.
B There is enough vaccine for {thousands},000 people, said the head of the health directorate.
@bg.health.2
H Patients in {city} go without blood-pressure drugs
~n
L Patients in {gov} complained of a shortage of drugs for blood pressure and diabetes at public health centres.
B "I came home empty-handed for the third time this month," said {man}, a pensioner.
B Deliveries are late, a health official admitted.
@bg.health.3
H Mother gives kidney to son in first operation at {hospital}
~p
L Surgeons at {hospital} transplanted a kidney from a mother to her ten-year-old son in an operation that took {hours}.
B Both are doing well, said Dr {expert}.
B The mother thanked the doctors and nurses.
@bg.education.1
H {thousands},000 pupils sit final exams
L Some {thousands},000 pupils began their secondary school exams on {weekday}.
B One pupil from {city} said the mathematics paper needed more time.
B Rooms and companions were provided for pupils with disabilities.
@bg.education.2
H Nuran University opens course in artificial intelligence
L Nuran University will admit {hundreds} students to a new course in artificial intelligence.
B The plan was drawn up with large companies, said the rector, Dr {expert}.
B Students asked whether the fees would put it out of reach.
@bg.education.3
H Teachers in {gov} hold partial strike over pay
~PUB,n,a
L Teachers in {gov} held a partial strike over allowances that have not been paid for {months}.
B "Our pay lasts until the middle of the month," said a spokesman, {man}.
B The ministry said the money would be paid once a supplementary budget was passed.
@bg.environment_weather.1
H Cold spell and scattered rain expected on {tomorrow}
~WTH
L The weather service expects cold air and scattered showers over the highlands from {tomorrow}.
B The high in {city} will be {degrees} degrees.
B Drivers were warned of fog on mountain roads.
@bg.environment_weather.2
H Volunteers plant {thousands},000 trees in {gov}
~p
L {hundreds} volunteers took part in planting {thousands},000 trees in {gov}.
B Each tree carries the name of the person who planted it, said the organiser, {man}.
B The environment ministry asked visitors not to light fires near the woods.
@bg.traffic_transport.1
H Electric buses link {city} to the capital
L Electric buses have begun to run between {city} and Nuran with a single fare.
B Students welcomed the line but asked for later hours.
B Taxi drivers said it would take away their living.
@bg.traffic_transport.2
H Lane of {road} to close for {days}
~TRF,m
L One lane of {road} near {city} will be closed for {days} for repairs, the traffic department said.
B Most of the work will be done at night.
B A bus driver said the queue already added an hour to his day.
@bg.society_rights.1
H Women's group opens legal aid office in {city}
L A women's association has opened an office in {city} that offers free legal advice.
B Most cases concern alimony and inheritance, said its director, {woman}.
B The office has received {thousands} requests in its first weeks.
@bg.society_rights.2
H Unemployed graduates ask for jobs in {gov}
~n
L Graduates in {gov} complained that jobs go to those with connections and asked for transparent recruitment.
B One engineer said she had applied to {thousands} companies in two years.
B The labour ministry announced a job fair for {next_week}.
@bg.culture_media.1
H Theatre festival opens in Nuran
L The Nuran theatre festival opened on {weekday} with a play about a lighthouse keeper.
B Troupes from {thousands_few} countries are taking part.
B Tickets for students are free, said the director, {woman}.
@thousands_few
six
seven
nine
@bg.culture_media.2
H Manuscripts found in old house in {quarter}
L Restorers found a chest of old manuscripts behind a wall in {quarter} in {city}.
B They deal with medicine and the stars, said Dr {expert}.
B The national library will restore and publish them.
@bg.sports.1
H Nuran beat {gov} 2-1 to go top
L Nuran came from behind to beat {gov} 2-1 on {weekday} and went top of the league.
B {man} scored the winner in the last minutes.
B The losing coach complained about a penalty that was not given.
@bg.sports.2
H Sarmad name squad for Tilara friendly
L The national coach named {thousands_squad} players for a friendly against Tilara on {next_week}.
B Two strikers are missing through injury.
B The match will be played in {city}.
@thousands_squad
twenty-three
twenty-four
twenty-six
@bg.sports.3
H Runner from {city} breaks national record
~p
L {woman}, a runner from {city}, broke the national record over 800 metres.
B She trains on a dirt track outside the town, her coach said.
B She dedicated the medal to her mother.
@bg.science_tech.1
H Sarmad start-up builds drone to watch forests
L Three engineers from {city} have built a drone that spots forest fires in their first minutes.
B It costs a fifth of imported models, said one of them, {man}.
B The civil defence is testing two of them.
@bg.science_tech.2
H Internet cable fault slows services in {gov}
L A fault in an undersea cable slowed the internet in {gov}, the regulator said.
B Repairs will take {days}.
B Companies were asked to move traffic to other routes.
@bg.conflict.1
H Shelling resumes on Oskaria front as truce collapses
~WAR
L Fighting between the armies of Oskaria and Nifanda resumed on {weekday} hours after a truce collapsed.
B At least {hurt} were killed, according to relief workers.
B Mediators from Tilara called both sides back to talks.
@bg.conflict.2
H Oskaria and Nifanda exchange prisoners
~WAR
L Oskaria and Nifanda exchanged prisoners of war on {weekday} in the first such step in {months}.
B The Red Crescent supervised the exchange.
B Diplomats hope it will open the way to a ceasefire.
@bg.religion.1
H Thousands attend opening of restored mosque in {city}
L The restored mosque of {quarter} in {city} has reopened after {years} of work.
B Craftsmen used the same stone as the first builders, said the architect, {man}.
B The preacher spoke about mercy among neighbours.
)";
}

}  // namespace rasd
