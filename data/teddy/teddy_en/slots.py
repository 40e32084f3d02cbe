"""Fillers of the slots in frames: "train, train ... | only test pairs | only validation pairs".

The second and third parts are used where the slot is a cue ("^{did}") of a pair whose cues must
be unseen; no word that stands only in them is allowed in any sentence of train.
"""

SLOTS = """
# What people do.
did: smiled, laughed, nodded, waved, cried, sighed, coughed, yawned, blushed, slept, woke up,
 sang, danced,
 left, fainted, resigned, apologised, hesitated, complained, wept, shouted, sat down, stood up
 | sneezed, giggled, frowned, shrugged, whistled, snored, trembled, grinned, knelt, stammered
 | winked, gasped, sobbed, limped
sound: laughed, cried, slept, sang, danced, shouted, coughed, waited, smiled, talked
 | giggled, snored, trembled, whistled, shivered | sobbed, limped
said: said, replied, answered, whispered, explained, admitted, insisted, thought, told us, promised
 | murmured, muttered, remarked, conceded, vowed, joked | mumbled, shrieked, boasted
house_did: washed, cleaned, painted, repaired, opened, locked, checked
 | scrubbed, polished, dusted, mended, unlocked, hoovered | varnished, rinsed, swept
house: the windows, the back door, the garage door, the car, the shed, the front door, the gate,
 the old cupboard, the kitchen window
kitchen_did: cooked, made, ate, served, prepared, ordered, finished | fried, chopped, roasted,
 gobbled, boiled
 | grilled, stirred, nibbled
meal: the potatoes, dinner, a bowl of soup, two eggs, some pasta, the vegetables, breakfast,
 a cheese omelette,
 the last piece of cake, lunch
wear: wore, took off, put on, lost, borrowed | mislaid, donated, dyed | stitched, misplaced
clothes: a red scarf, a woollen hat, a blue shirt, an old coat, two odd socks, a black jacket,
 a new dress
kin: mother, father, brother, sister, aunt, uncle, cousin, grandmother, daughter, son
 | niece, nephew, grandson, neighbour | godmother, stepson, twin
kinself_f: mother, sister, aunt, grandmother, daughter, cousin, friend | niece,
 neighbour | godmother, twin
kinself_m: father, brother, uncle, grandfather, son, cousin, friend | nephew, grandson,
 neighbour | stepson, twin
job: nurse, teacher, plumber, doctor, lawyer, farmer, singer, driver, dentist, student, writer,
 pilot, painter,
 engineer, waiter, judge, photographer, journalist, librarian, electrician, actor, baker, gardener
 | midwife, welder, surgeon, carpenter, beekeeper, accountant, barber, cellist, translator
 | jockey, butcher, optician, violinist
mood: tired, hungry, angry, happy, nervous, asleep, ill, lonely, polite, shy, bored, ashamed,
 sorry, drunk, late
 | jealous, thirsty, furious, cheerful, homesick, dizzy, grumpy | pensive, sleepy, envious
pp_again: married, fired, promoted, arrested, hired | hospitalised, suspended, acquitted
 | divorced, reelected
person_pp: married, hired, fired, promoted, arrested, born, elected, adopted, engaged, buried
 | hospitalised, knighted, suspended, acquitted, baptised | divorced, reelected, widowed
study: studied law, studied music, worked as a nurse, drove a taxi, played the violin,
 taught French,
 learned to swim, sold flowers, grew up, trained as a cook
 | bred horses, coached children, tutored students | apprenticed, waitressed
trait: kind, clever, honest, strict, patient, generous, funny, brave, stubborn, talented
 | modest, witty, arrogant, thoughtful | humble, cunning
body: head, hands, eyes, hair, knees, face, feet | shoulders, elbows, eyebrows | ankles, chin
belong: key, umbrella, wallet, coat, phone, notebook, bag, watch
# What is true of places.
place_has: an airport, two rivers, good schools, a famous museum, a large harbour, good beaches,
 a mild climate,
 beautiful gardens, fine castles, three universities, clean water
 | several lighthouses, ancient ruins, noisy nightclubs, a botanical garden, many skyscrapers
 | thermal springs, marshy valleys, a monorail
place_has_city: a cathedral, a famous museum, two airports, a large harbour, many canals,
 good beaches, a mild climate,
 a busy port, beautiful gardens, an old castle, three universities
 | a tram network, several lighthouses, ancient ruins, noisy nightclubs, a botanical garden,
 many skyscrapers
 | thermal springs, a monorail, marshy valleys
place_adj: crowded, flooded, foggy, expensive, hot, rainy, peaceful, noisy, overrun with tourists
 | polluted, humid, mountainous, picturesque | walkable, hilly, bustling
place_pp: occupied, attacked, liberated, invaded, divided
 | conquered, evacuated, annexed, devastated | ransacked, plundered, colonised
place_pp_city: bombed, destroyed, rebuilt, occupied, liberated, surrounded
 | besieged, fortified, conquered, evacuated, annexed | ransacked, plundered, colonised
place_noun: museums, beaches, churches, hotels, theatres, markets, restaurants
 | cathedrals, nightclubs, suburbs, monuments, palaces, squares | promenades, taverns, ramparts
place_thing: hotels, taxi drivers, residents, newspapers, restaurants, voters, students,
 shopkeepers
 | landlords, commuters, cyclists, tenants, fishermen | townsfolk, publicans
country_did: signed the treaty, closed its borders, held elections, exports oil, imports grain,
 joined the alliance,
 borders the sea, gained independence, sent troops, devalued its currency
 | ratified the treaty, mobilised its army, expelled the ambassador, nationalised its oil,
 abolished its monarchy
 | annulled the elections, partitioned its land
# What is true of companies and clubs.
firm_did: hired, fired, recruited, trained | dismissed, outsourced | retrained, furloughed
staff: three hundred engineers, two thousand workers, forty designers,
 more than a thousand people, new managers
firm_deal: opened, closed, bought, sold, built, rented | acquired, expanded, inaugurated, relocated
 | upgraded, mothballed
plant: a factory in {city}, two warehouses near {city}, a research centre in {city},
 its offices in {city},
 a chain of stores in {country}, a plant in {country}
firm_news: raised its prices, reported a loss, cut its forecast, doubled its profits,
 launched a new product,
 paid a large dividend, recalled thousands of cars, went bankrupt, lowered its prices
 | announced layoffs, missed its targets, slashed its forecast, unveiled a new product,
 halved its dividend
 | outperformed its rivals, trimmed its forecast
firm_money: shares, profits, sales, prices | earnings, dividends, revenues | bonds, royalties
firm_goods: products, machines, catalogues | gadgets, appliances | components
firm_thing: engineers, executives, employees, customers, lawyers, directors
 | shareholders, suppliers, investors, accountants | subsidiaries, dealerships
rise: rose, fell, dropped, gained ground
percent: two percent, five percent, eight percent, ten percent, almost a third, twelve percent
club_beat: beat, defeated, lost to, drew with, played against, knocked out
 | thrashed, trounced, overpowered, succumbed to, edged past | outplayed, overwhelmed, hammered
club_did: signed a new striker, won the cup, lost the final, scored twice, sacked the coach,
 sold the goalkeeper,
 won the league, finished third, reached the semi-final
 | equalised twice, qualified for the cup, clinched the title, conceded two goals
 | were relegated, retained the title
club_thing: fans, players, supporters, defenders, strikers, goalkeepers
 | midfielders, wingers, hooligans | ultras, fullbacks
score: 3 - 1, 2 - 0, 1 - 0, 4 - 2, 2 - 1, 5 - 0
# What is true of works.
work_did_novel: sold a million copies, was first printed, was translated, won a prize, came out,
 sold badly
 | was serialised, was reprinted, was dramatised | was banned, was plagiarised
work_did_opera: was first performed, was staged again, ran for a hundred nights,
 closed the festival
 | was premiered, was rediscovered, was revived | was televised
work_did_play: was first performed, was staged again, ran for a hundred nights, won a prize
 | was premiered, was rediscovered, was revived | was televised
work_did_film: was first shown, won four awards, was shot on location, sold millions of tickets
 | was premiered, was dubbed, grossed millions | was remastered, flopped
# What is true of things.
sold: are on sale, cost very little, were sold out, are cheaper, were half price, sell well,
 arrived
 | are discounted, were imported, are fashionable, were auctioned | were exported, are collectable
food_is: tastes, smells, is served, is eaten, keeps well | is sipped, is gulped | is frozen,
 is devoured
grow: covered the path, need a lot of water, can be seen, lay on the ground, turn brown,
 need rain, look pretty
 | withered, carpeted the hill, shrivelled | decayed, glistened
beast: were found, were seen, are protected, were counted, can be found, have disappeared
 | were spotted, are endangered, were photographed | are camouflaged, were tagged
idea: are rare, are hard to find, were common, cause trouble, make a difference,
 are not for everyone
 | are scarce, shock nobody, are inevitable | are tedious, perplex everybody
wet: wet, dry, warm, cold, windy, grey, cool | chilly, stormy, drizzly, muggy | frosty, balmy
season_head: rains, storms, nights, mornings, flowers, holidays, rain, sunshine
 | showers, thunderstorms, blossoms | tornadoes, mists
season_verb: came early, made the farmers happy, lasted too long, brought many tourists,
 could not come soon enough
virtue: matters more than money, costs nothing, drives out fear, comes from the heart,
 helps in hard times,
 makes life easier, opens many doors, lasts longer than money, brings people together
 | outweighs money, conquers hatred, enriches life, soothes the heart | outlasts anger,
 ennobles the heart
herb: grows best in dry soil, smells strongest at night, needs a lot of sun, helps the stomach,
 sells well in any market, tastes bitter, goes into many soups
 | thrives in dry soil, calms the stomach, wilts without water | flourishes in wet soil,
 repels insects
sky: fell all night, made the roads dangerous, kept everyone at home, came down from the hills
 | damaged the roads, delayed every train, froze on the roads | pelted the roads,
 ruined the harvest
land: surround the town, cover this part of the country, appear on every map,
 look grey in the morning,
 shape the landscape, lie behind the village
 | encircle the town, dominate the view, adorn the map | characterise the country,
 fringe the village
det: the, your, his, her, my, our | the, your | the, my
# Everyday fillers.
when: yesterday, last week, on Monday, on Friday night, this morning, in the evening,
 before breakfast, two days ago,
 after work, at noon, last summer, in the end, again, at midnight, last year
where: at the station, in the kitchen, in the garden, on the train, at the party, in the library,
 at school,
 in front of the house, on the balcony, near the bridge, at the hospital, on the beach
for_whom: for the children, for the guests, for us, for the whole family, for everyone
year: 1847, 1912, 1933, 1958, 1966, 1979, 1985, 1990, 1996, 2001, 2005, 2010, 2014, 2018, 2021
century: fifteenth, sixteenth, seventeenth, eighteenth, nineteenth
n: two, three, four, five, six, seven, ten, twelve, twenty, 3, 8, 15, 40
big: 200, 350, 1200, 4500, 30000, 75000
month: January, February, September, November
weekday: Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday
market: in every shop, at the market, in the old town, on our street, this week, at the moment,
 this summer
nature_where: in the garden, near the lake, behind the church, in this valley, along the road,
 after the rain
food_how: best with butter, good on a cold day, wonderful, better than it looks, of honey,
 awful without sugar
drink_when: at breakfast, with dinner, after lunch, at parties, on cold days
please: before you go, carefully, as soon as you can, tonight, now, when you are ready,
 after the break, at once
lead: captain, president, general, professor, inspector, bishop, mayor, poet, swimmer
adj: great, young, good, famous, old, brilliant, tall, careful, former
topic: the weather, the war, money, football, the election, the accident, school,
 the price of bread
genre_novel: novel, book, story | thriller, bestseller | paperback, trilogy
genre_play: play, tragedy, drama | melodrama, masterpiece | satire
genre_opera: opera, work, drama | melodrama, masterpiece | operetta
genre_film: film, movie, story | musical, thriller, blockbuster | documentary, trilogy
place_kind_country: country, nation | principality, monarchy | federation
place_kind_city: city, town, port, place | metropolis, resort | parish, spa
place_kind_region: region, place, holiday paradise | province, peninsula | territory, wilderness
street: Street, Road, Avenue, Lane, Square | Boulevard, Crescent, Terrace, Esplanade
 | Drive, Parade
firm: Airways, Motors, Bank, Steel, Foods, Insurance, Oil | Telecom, Logistics, Railways, Chemicals
 | Breweries, Pharmaceuticals
trinket: old books, paper flowers, wooden toys, clocks, lamps
later: tonight, soon, by noon, tomorrow, next week
sell: sell, close, move
base: find, keep, check, count, show, take | ignore, inspect, postpone | avoid, recount
view: attract many visitors, can be seen from the train, look lovely, lay before us, are rare
 | enchant many visitors, stretch for miles, overlook the village | vanished, delight painters
plain_things: chairs, plans, shoes, tickets, books, photos
beer: beer, coffee, tea, soup, bread, milk, cheese, fish, rice
"""
