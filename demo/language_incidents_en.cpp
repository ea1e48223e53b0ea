#include "demo/language.h"

namespace rasd {

std::string_view incidents_english() {
  return R"(
@hom.report
H Police open murder inquiry after {victim} found dead in {city}
H {city} in shock as {victim} is killed at home
L Police in {gov} governorate have opened a murder inquiry after {victim} was found stabbed to death at his home in {quarter}.
L The killing of {victim} in {quarter} has shaken a part of {city} where neighbours say doors are rarely locked.
B The body was taken for a forensic examination while prosecutors inspected the scene, a security source said.
B There was no sign of a forced entry, which led detectives to believe the victim knew his attacker.
B Neighbours described the {old}-year-old as a quiet man who had lived alone since the death of his wife.
B Officers are going through footage from nearby shops and have asked residents to come forward.
@hom.arrest
H Suspect held over killing in {city}
H Arrest in {quarter} murder case
L Detectives have arrested a man suspected of killing {victim} in {city}, {days} after the crime.
L A man known to the victim has confessed to the murder in {quarter}, a security source said on {weekday}.
B The motive was {motive}, according to the preliminary investigation.
B The weapon was recovered from a farm outside the city.
B Prosecutors charged the suspect with premeditated murder and remanded him in custody.
B The victim's family thanked the investigators and asked that the law take its course.
@hom.trial
H Trial opens in {city} murder case
L The trial of the man accused of killing {victim} opened on {weekday} before the felonies court in {city}.
B The defence argued that the accused had not meant to kill.
B The court heard the forensic report and adjourned until {next_week}.
B Relatives of the victim filled the public benches.
@drg.report
H Anti-narcotics police seize {kilos} of hashish in {gov}
H {pills} and {kilos} of hashish found in {carrier}
L Anti-narcotics officers seized {kilos} of hashish and {pills} hidden in {carrier} on {road} and arrested {suspects}.
L A months-long surveillance operation in {gov} ended on {weekday} with the arrest of {suspects} and one of the largest drug seizures of the year.
B Officers also found {weapons}, electronic scales and cash in a warehouse in {quarter}.
B One of the suspects fired into the air before being overpowered; nobody was hurt, police said.
B The case has been referred to the state security prosecutor.
B The drugs had been divided into small bags for sale in the larger cities.
@drg.followup
H {city} drug ring took orders from abroad, investigators say
L Members of the drug ring broken up in {city} received their instructions through encrypted messages from a broker outside the kingdom, investigators said.
L Two more people have been detained in connection with the drugs seized in {gov}.
B Bank accounts opened under false names were used to move some {hundreds},000 dinars.
B Laboratory tests showed that the pills contain highly toxic substances, the health ministry warned.
@drg.trial
H Court jails members of {city} drug ring
L The state security court sentenced four members of a drug ring arrested in {city} to {years} of hard labour each.
B The court ordered the vehicles and money confiscated and the drugs destroyed.
B A fifth defendant was acquitted for lack of evidence.
B Lawyers for two of the men said they would appeal.
@fra.report
H Dozens lose savings in {city} land fraud
L Dozens of people in {gov} paid for plots of land that do not exist, the integrity commission said as it referred {suspects} to court.
B Losses are estimated at {millions} million dinars.
B The suspects used forged seals and letterheads of public offices, according to the charge sheet.
B "I paid everything I had saved," said one victim, {man}.
B The suspects' accounts have been frozen and they are barred from travel.
@fra.followup
H Part of the money recovered in {gov} land fraud
L Judicial authorities have recovered some {thousands},000 dinars in the land fraud case in {gov}.
B The number of complaints doubled after the arrests became known, the investigating judge said.
B A lawyer for the main suspect denied the charges.
@fra.trial
H Main defendant jailed in land fraud case
L A court in {city} convicted three people of forgery and fraud and sentenced the main defendant to {years} in prison.
B The convicted must pay the money back, the court ruled.
B Victims applauded in the courtroom; the defence announced an appeal.
@thf.report
H Armed robbers take {thousands},000 dinars from {city} exchange shop
L Two masked gunmen robbed a money changer in {quarter} at midday on {weekday} and fled on a motorcycle with {thousands},000 dinars.
B The robbery took less than three minutes and no one was hurt, the owner, {man}, said.
B Police lifted fingerprints and are studying camera footage.
B The motorcycle was later found abandoned near {road}.
@thf.arrest
H Police ambush ends flight of {city} robbers
L Two men suspected of robbing a money changer in {city} were arrested in an ambush on {road}, and most of the money was recovered.
B The pair confessed to several other thefts, a security source said.
B One of them was already wanted.
@thf.trial
H Five years for {city} exchange robbers
L The felonies court in {gov} sentenced two men to five years in prison for an armed robbery at a money changer's.
B Judges took into account that nobody was hurt and that most of the money was returned.
@brg.report
H Shopkeepers in {city} complain of nightly burglaries
L {shops_cap} in {quarter} were burgled within one week, their owners said, calling for more patrols at night.
B Street lights in the area have been out for weeks, residents complain.
B One shopkeeper said a patrol took an hour to arrive after his call.
B Additional patrols have been sent to the markets, a police source said.
@brg.arrest
H Four held over shop burglaries in {city}
L Police in {gov} arrested four people suspected of burgling shops in {city} and recovered most of the goods.
B A fingerprint on broken glass led investigators to the group.
B Traders thanked the police and asked for the patrols to continue.
@cyb.report
H Bank customers in {city} lose savings to fake links
L The cybercrime unit received {hundreds} complaints in one week from people who had been sent links to false bank pages.
B No bank asks for a password or a code by message or telephone, the unit said.
B A teacher in {city} lost {hundreds} dinars within five minutes.
B The pages differ from the real ones by a single letter in the address, said security expert {expert}.
@cyb.arrest
H Three held over fake bank messages
L The cybercrime unit arrested three people in a flat in {city} suspected of sending thousands of fraudulent bank messages an hour.
B Dozens of SIM cards and bank cards in other people's names were found.
B Transfers worth {thousands},000 dinars were stopped before they were paid out.
@lek.report
H Data of {thousands},000 telecom subscribers leaked
L The cybercrime unit is investigating the leak of the personal data of about {thousands},000 subscribers that were offered for sale on a closed forum.
B The company suspended the affected service and asked customers to change their passwords.
B The flaw had been known for {months}, said security expert {expert}.
B Members of parliament called for a privacy law to be passed without delay.
@lek.followup
H Regulator fines telecom company over data leak
L The telecommunications regulator fined the company whose subscribers' data were leaked {hundreds},000 dinars.
B The company apologised and said it had raised the level of protection.
@asl.report
H {hurt_cap} injured in brawl between families in {city}
L {hurt_cap} were injured when a quarrel between two families in {quarter} turned violent on {yesterday} evening.
B Gendarmes separated the two sides and several participants were arrested.
B Witnesses said the quarrel began over the right of way in a narrow street.
B Elders of the area arranged a truce.
@med.report
H Doctors at {hospital} walk out after assault on colleague
L Relatives of a patient attacked a doctor and nurses in the emergency room of {hospital}, halting work for about an hour.
B Police detained two of the attackers and are looking for a third.
B The doctors' association called for permanent guards at emergency wards.
@wpn.report
H Stray wedding bullet wounds girl in {city}
L A seven-year-old girl was wounded by a stray bullet fired at a wedding in {quarter} and underwent surgery at {hospital}.
B The man who fired was arrested, together with his weapon.
B "Celebrate without bullets," the girl's father pleaded.
B Firing in celebration carries a prison term of at least three months.
@wpn.followup
H Tribes in {gov} sign pledge against celebratory gunfire
L Elders in {gov} signed a pledge to boycott any celebration at which shots are fired.
B Activists said pledges were not enough unless the law was applied to everyone.
@ter.report
H Security services foil terror plot in {gov}
H Extremist cell broken up in {city}
L Security services foiled a plot to attack a public facility in {gov} and arrested {suspects} belonging to an extremist cell.
L An extremist cell that planned to attack a public facility in {gov} with home-made bombs has been broken up, authorities announced on {weekday}.
B Chemicals, weapons and sketches of the target were found in the house the cell had used.
B Nobody was hurt in the raid, for which nearby houses were evacuated.
B The cell had been watched for {months}, according to the statement.
@ter.followup
H Cell in {city} recruited young men online
L Members of the cell arrested in {city} had recruited young men on closed platforms, a judicial source said.
B The attack was planned for a weekend.
B The case will go to the state security court.
@sex.report
H Man held over harassment of schoolgirls in {city}
L The family protection department detained a man in his forties suspected of harassing girls near a school in {quarter}.
B The identity of the victims will be kept confidential, and psychologists are with them, the department said.
B Parents called for a permanent patrol near schools.
@trf.report
H {dead_cap} killed in crash on {road}
H Crash on {road} leaves {dead} dead and {hurt} injured
L {dead_cap} were killed and {hurt} injured in {crash} on {road} in {gov} governorate early on {weekday}.
L At least {dead} died in {crash} on {road}, the civil defence said, giving a preliminary toll.
B The injured were taken to {hospital}; several are in critical condition.
B Excessive speed and short distances between vehicles were the likely causes, a police spokesman said.
B The road was closed for {hours} before traffic resumed.
B Locals call the unlit and narrow stretch the road of death.
@trf.followup
H Anger at delayed road works after {road} crash
L One of those injured in the crash on {road} has died in hospital, raising the toll.
L Mourners in {city} buried the victims of the crash on {road} and blamed the ministry of public works for years of delay.
B A contract to rebuild the road will be put out to tender within {months}, the ministry said.
B A driver has been detained while the brakes of his vehicle are examined.
@fir.report
H Fire guts {place} in {city}
L A large fire broke out in {place} in {quarter} on {yesterday} evening, and {hurt} were treated for smoke inhalation.
L Firefighters brought a blaze in {place} in {gov} under control after {hours}.
B Several crews kept the flames from spreading to neighbouring buildings.
B Residents were told to keep their windows shut as thick smoke covered the area.
B The cause is not yet known; losses are put at more than {millions} million dinars.
@fir.followup
H Report names {cause} as cause of {city} fire
L {cause_cap} started the fire that destroyed {place} in {city}, a technical report found.
B The building had no alarm, and its emergency exit was blocked by goods.
B Inspections of similar premises have begun.
@fld.report
H Flash floods hit {city}, {houses} under water
L Flash floods swept through low-lying parts of {city} early on {weekday}, flooding {houses}; rescuers brought {hurt} to safety.
L Heavy rain over {hours} flooded main streets in {gov} and cut {road}.
B Schools will stay closed on {tomorrow}, and shelters were opened.
B Residents said they had warned the municipality about blocked drains.
B The rainfall was the heaviest at this time of year for {years}, the weather service said.
@fld.followup
H {families_cap} still in shelters after floods in {city}
L {families_cap} remain in shelters in {city} while crews pump water out of flooded homes.
B Some complained of a lack of blankets and heaters.
B Volunteers cleaned houses and schools, and charities served hot meals.
@res.report
H {person_cap} drowns in {city} reservoir
L {person_cap} drowned on {yesterday} evening while swimming in a reservoir near {city}.
B Divers recovered the body after a search of {hours}.
B Swimming in reservoirs is forbidden, the civil defence said.
B It was the second drowning there within {months}; residents want the site fenced.
@mis.report
H Search for {children} lost in mountains of {gov}
L Rescue teams are searching for {children} who went missing on {yesterday} afternoon during an outing in the mountains of {gov}.
B A drone and trained dogs are in use, and local volunteers have joined.
B Cold and fog are hampering the search, the head of the team said.
B The last telephone contact was before sunset, said one father.
@mis.followup
H Lost children found safe after night in cave
L Rescuers found the missing children safe in the mountains of {gov} early on {weekday} after a night in a cave.
L Joy in {city} as rescuers bring home the children lost in the mountains.
B The team walked nine hours over rough ground until the faint light of a telephone led them to the spot, said its leader, {officer}.
B Parents thanked the civil defence and the volunteers for their courage.
B Praise for the rescuers topped the trends on social media.
@pub.report
H Hundreds protest in {city} over {demand}
L Hundreds of people demonstrated in front of the governor's office in {city} on {weekday} over {demand}.
B Gendarmes were deployed but did not intervene.
B "People are tired of promises," said one of the organisers, {man}.
B The governor met a delegation and promised to pass its demands on.
@vid.report
H Video of officer beating protester in {city} sparks outrage
L A video that shows a police officer beating an unarmed protester in {city} has caused outrage and calls for those responsible to be held to account.
L Unions and rights groups condemned the violence seen in a video of the dispersal of a protest in {city}.
B The protester, a teacher of thirty, had surgery on his shoulder.
B His lawyer said he would file a complaint and called the footage beyond dispute.
B Members of parliament demanded an independent inquiry.
B A columnist wrote that years of trust had been undone in half a minute.
@vid.statement
H Officer in {city} video suspended, police say
L The Public Security Directorate said it had suspended the officer seen in a video from {city} and opened an investigation.
B What the video showed was individual conduct that would not be tolerated, it said.
B A delegation visited the injured man in hospital.
@vid.followup
H Officer in {city} video to face police court
L The police officer seen in a video from {city} will stand trial before the police court after an inquiry found that he had broken instructions.
B A rights group called it a first step and asked for the full report to be published.
B The injured teacher said he wanted no revenge, only an assurance that it would not happen to others.
@brd.report
H Border guards foil smuggling attempt in {gov}
L Border guards foiled an attempt to bring {goods} across the border near {city} early on {weekday}.
B The smugglers opened fire and some fled back; {suspects} were arrested.
B The goods are worth about {hundreds},000 dinars.
@hum.report
H {hurt_cap} rescued from migrant boat off {gov}
L The navy rescued {hurt} from a worn-out boat off the coast of {gov} and detained two smugglers.
B The survivors received food and first aid at a Red Crescent centre.
B One said he had paid three thousand dinars for a crossing he was told would be safe.
@fee.report
H Drivers angry over new licensing fees and hidden radars
L A rise of {percent} percent in vehicle licensing fees and {hundreds} new radar cameras have angered drivers across the kingdom.
L Drivers and members of parliament criticised higher licensing fees and stricter radar fines as a way of raising money rather than saving lives.
B Hundreds queued at licensing centres from dawn as the computer system failed for hours.
B One driver, {man}, said he had been fined three times in a week on a road without a speed sign.
B Radars do reduce deaths, a road safety specialist said, but hiding them costs trust.
@fee.statement
H Police: new fees do not apply to small cars
L The Public Security Directorate said the new licensing fees did not apply to cars with small engines and that the places of all radars were published on its site.
B It apologised for the failure of the computer system and extended opening hours.
@fee.followup
H Government puts off licensing fees after outcry
L The government postponed the new licensing fees for {months} after criticism from the public and from parliament.
B Every radar without a warning sign will be moved, said the head of a review committee.
@rum.statement
H Police deny rumour of child kidnappings in {city}
L The Public Security Directorate denied a voice message that claims a gang is kidnapping children in {city}, and said no such report had been received.
B The recording is years old and comes from another country, it said.
B The person who first posted it has been identified.
@rum.followup
H Pupils back in class in {city} after kidnapping hoax
L Attendance at schools in {city} returned to normal two days after a false rumour of child kidnappings.
B A rumour travels hours ahead of its denial, said a media researcher.
)";
}

}  // namespace rasd
