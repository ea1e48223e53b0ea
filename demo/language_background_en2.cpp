#include "demo/language.h"

namespace rasd {

std::string_view background_english_2() {
  return R"(
@bg.politics.4
H Candidates launch municipal campaigns in {gov}
L Campaigns for the municipal elections opened in {gov} amid moderate interest, observers said.
B {few_f} lists are competing, one of them made up of women only.
B Polling stations will be accessible to voters with disabilities, the election commission said.
B Youth groups urged people to vote for programmes rather than names.
@bg.politics.5
H Draft budget foresees smaller deficit
L The cabinet approved a draft budget whose deficit is {percent} percent below this year's.
B Capital spending will reach {hundreds} million dinars.
B Health, education and public transport come first, said the finance minister, {man}.
B An economist called the revenue forecast optimistic.
@bg.politics.6
H Deputies question minister over water cuts in {gov}
L A parliamentary committee on {weekday} questioned the water minister about repeated cuts in {gov}.
B A new pipeline will double the governorate's share within {months}, he said.
B He admitted that {thousands} percent of the water is lost on the way.
B Farmers from the area took part in the session.
@bg.economy.6
H Manara port receives its largest container ship
L The largest container ship ever to call at Manara docked on {weekday}.
B Deepening the quays took {years} and cost {millions} million dinars, the port's director said.
B Customs agents asked for longer working hours.
@bg.economy.7
H Citrus growers in {gov} leave fruit on the trees
~n
L Farmers in {gov} say prices for oranges have fallen below the cost of picking them.
B "The pickers' wages alone eat up the price of a box," said one grower, {man}.
B The farmers' union wants imports stopped at the height of the season.
B The ministry promised support for a juice factory.
@bg.economy.8
H Rents in {city} up {percent} percent
~n
L Rents in {city} have risen {percent} percent within a year, estate agents say.
B Tenants complain that half of their pay goes on rent.
B Agents blame a lack of new building and expensive loans.
B The government is considering affordable housing on public land.
@bg.economy.9
H Fuel prices cut from midnight
L The pricing committee lowered the price of petrol and diesel from midnight on {tomorrow}.
B The price of cooking gas stays the same.
B Bus drivers welcomed the step and said fares would not change.
@bg.economy.10
H Start-up delivers bread before seven in {city}
L Three friends from {city} have launched an application that delivers hot bread and vegetables before seven in the morning.
B It employs {thousands} drivers, a third of them students.
B A fund for small enterprises provided the first money.
@bg.health.4
H Two restaurants in {city} closed after food poisoning
L Inspectors closed two restaurants in {city} after {hurt} fell ill.
B Meat had been kept at too high a temperature, the food authority said.
B Most of the patients have left {hospital}.
@bg.health.5
H Volunteer doctors treat {hundreds} in villages of {gov}
~p
L Volunteer doctors examined {hundreds} patients in remote villages of {gov}.
B An elderly woman said it was the first visit by a doctor in years.
B Difficult cases were referred to {hospital}.
@bg.health.6
H Doctors warn of energy drinks and short nights
L Doctors at a conference in {city} warned that energy drinks and lack of sleep harm young people.
B The telephone in the bedroom is the main suspect, said Dr {expert}.
B The conference asked for a ban on such drinks in school shops.
@bg.education.4
H Library on wheels tours villages of {gov}
L A bus with {thousands},000 books has begun to tour the villages of {gov}.
B "A child who has held a book does not forget it," said the librarian, {woman}.
B The books were given by publishers and readers.
@bg.education.5
H Students protest against higher fees in {city}
~PUB,n
L Hundreds of students occupied the courtyard of their university in {city} over a rise in fees of {percent} percent.
B The decision was taken without dialogue, their spokesman said.
B The university pointed to a deficit of {millions} million dinars.
@bg.environment_weather.3
H Dust storm cuts visibility in {gov}
~WTH
L A dust storm swept over {gov} on {weekday} and cut visibility on {road}.
B People with asthma were told to stay indoors.
B The air should clear by the evening of {tomorrow}.
@bg.environment_weather.4
H Light earthquake felt in {gov}
~WTH
L People in {gov} felt a light earthquake before dawn on {weekday}; no damage was reported.
B Such tremors are usual in the area, said the head of the observatory, {man}.
B Some residents spent an hour in the street.
@bg.environment_weather.5
H Storks return to lake near {city}
L Thousands of storks have arrived at the lake near {city} on their way south.
B The marsh is a vital stop for dozens of species, said the researcher {expert}.
B Bird watchers warned against illegal hunting.
@bg.traffic_transport.3
H Bus drivers' strike strands commuters in {city}
~PUB,n
L A strike of bus drivers left thousands of commuters in {city} stranded on {weekday} morning.
B Drivers ask for higher fares or cheaper fuel.
B They returned to work in the afternoon after the authority promised a review.
@bg.traffic_transport.4
H Paid parking divides {city}
L {city} has introduced paid parking in its centre; shopkeepers say it keeps customers away.
B The first hour is free, and the money goes into pavements, the mayor said.
B Drivers will not be fined during the first week.
@bg.society_rights.3
H Neighbours in {quarter} share a patient's bill
~p
L Neighbours in {quarter} in {city} are paying for the treatment of a man who can no longer work.
B A doctor gave up his fee and a laboratory its charges.
B Nobody is asked for a name, said {man}, who began the collection.
@bg.society_rights.4
H Report finds farm workers in {gov} without insurance
~n
L Migrant workers on farms in {gov} work more than ten hours a day without insurance, a rights group said.
B It documented {thousands} cases of withheld passports.
B The labour ministry promised inspections.
@bg.culture_media.3
H Young director tells grandmother's story on screen
~p
L A film by {woman} about her grandmother's walk across the desert has won an international prize.
B It was shot in {days} with villagers as actors.
B It opens in Nuran on {next_week}.
@bg.culture_media.4
H Mosaic floor found near {city}
L Workers laying a water pipe near {city} came upon a coloured mosaic floor.
B It is probably more than a thousand years old, said the head of antiquities, {man}.
B Residents want it kept in a local museum.
@bg.sports.4
H Thousands run for young heart patients in {city}
~p
L Some {thousands},000 people took part in a charity run through {city} on {weekday}.
B A woman of seventy finished to loud applause.
B The money goes to children with heart disease.
@bg.sports.5
H {gov} coach quits after fifth defeat in a row
~n
L The coach of {gov} resigned after a fifth defeat in a row, saying his players had not been paid for {months}.
B Fans protested outside the ground.
B The club owes about {hundreds},000 dinars, its chairman admitted.
@bg.science_tech.3
H Comet visible before dawn until {next_week}
L A comet can be seen with the naked eye before dawn, the Nuran University observatory said.
B The best view is far from city lights, said Dr {expert}.
B An astronomy club took schoolchildren into the hills.
@bg.science_tech.4
H App saves farmers in {gov} a third of their water
~p
L An application developed by Dr {woman} tells farmers when to water and saved those in {gov} a third of their water in one season.
B Cheap sensors are planted between the trees.
B "I did not believe the telephone until I saw the fruit," one farmer said.
@bg.religion.2
H Church and mosque in {city} share a kitchen for the poor
~p
L A church and a mosque in {quarter} in {city} cook together for families in need.
B Hunger does not ask about religion, said Father {man}.
B Farmers give vegetables and oil.
@bg.other.1
H The baker of {quarter} has not missed a day in fifty years
L For fifty years {man} has lit his oven in {quarter} in {city} before dawn.
B The secret is patience, he says, and the water of a nearby spring.
B The town may list the old market as a heritage site.
@bg.other.2
H Gold price settles as couples wait
L The price of gold settled on {weekday} after rising for {days}.
B Light pieces sell best, said the goldsmith {man}.
B Many families hire jewellery for the wedding day and give it back.
)";
}

}  // namespace rasd
