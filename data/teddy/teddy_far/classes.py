"""What can be said of a person, a place, a drink ...: the classes of words that decide a label.

Of every class: VERBS with what follows them, in the base form; PASSIVES, verbs of which it is the
object; NOUNS that it can be called; ADJECTIVES, with a "+" where "very" may stand before.
Slots are those of ``teddy_en/slots.py``.
"""

PERSON = """
VERBS swim ; sleep ; dance ; laugh ; read ; shout ; cook ; drink too much ; come back ; leave early
VERBS die in {city} ; join {company} as a {job} ; make {meal} ; move to {city} with {his} children
VERBS work for {company} in {city} ; visit {city} with {his} family ; forget a face ; eat too much
VERBS thank us for the {trinket} ; thank {first} for the {trinket} ; live near {city} with {n} cats
VERBS cry for an hour ; feel lonely ; reply in a low voice ; smile at the {job}
VERBS laugh about the joke ; nod ; wave to the children ; sigh ; cough ; yawn ; blush
VERBS sleep until noon ; sing in the choir ; dance with {first} ; leave the room
VERBS apologise to the {job} ; complain about the food ; shout at the dog ; sit down ; stand up
VERBS wash {house} ; clean {house} ; paint {house} ; repair {house} ; open {house} ; lock {house}
VERBS cook {meal} ; eat {meal} ; serve {meal} ; prepare {meal} ; order {meal} ; finish {meal}
VERBS wear {clothes} ; take off {clothes} ; put on {clothes} ; lose {his} {belong}
VERBS borrow {clothes} ; marry a {job} ; marry {person} ; meet {person} ; visit {his} {kin}
VERBS ask {his} {kin} for money ; move to {city} ; live with {his} {kin} ; work for {company}
VERBS work as a {job} ; speak {language} ; call {his} {kin} ; drink a glass of milk
VERBS forget {his} own birthday ; become a {job} ; read a book ; study law ; teach French
VERBS play the violin ; grow up in {city} ; learn to swim ; train as a cook
VERBS write a letter to {first} ; phone {first} ; kiss {his} {kin} ; thank the {job}
VERBS fall off {his} chair ; break {his} arm ; hurt {his} {body} ; swim across the lake ; walk home
VERBS run to the station ; listen to the radio ; knock at the door ; look at {first}
VERBS tell us a story ; say goodbye to {first} ; answer the phone ; wait for {first}
VERBS worry about {his} {kin} ; stay in bed ; go to bed early ; wake up at six ; carry the bags
VERBS lend {first} some money ; pass the exam ; play chess with {first} ; retire ; stop smoking
VERBS join {company} ; agree with me ; hate {beer} ; love {first} ; want to become a {job}
VERBS try to sleep ; whisper ; hide under the bed ; climb over the wall ; ride a bicycle
VERBS say a word ; speak of {topic} ; talk about {topic} ; think about {topic} ; know the answer
VERBS shake hands with {first} ; faint ; resign ; hesitate ; weep ; check {house}
VERBS come to the party ; come back from {city} ; like {beer} ; turn round ; explain the rules
VERBS admit {his} mistake ; insist on an answer ; promise to come ; make dinner ; study music
VERBS work as a nurse ; sell flowers ; move from {city} to {city} ; agree to help
VERBS remember every name ; recognise me ; hurry to the bus ; lie on the sofa ; drink {beer}
VERBS take {his} {kin} to the doctor ; pay for dinner ; win at cards ; arrive with {first}
VERBS ring the bell ; believe every word ; dream of {city} ; fall asleep ; fall in love
VERBS follow {first} ; greet the {job} ; help {first} with the bags ; invite {first} for dinner
VERBS join us for lunch ; judge nobody ; look tired ; look for {his} {belong} ; offer {first} a seat
VERBS own two cats ; paint in the garden ; pray ; quarrel with {first} ; refuse to answer
VERBS repeat the question ; save some money ; shave ; speak to the {job} ; spend the night in {city}
VERBS steal {his} {belong} ; swear never to lie ; teach {language} ; travel to {country}
VERBS try on {clothes} ; walk the dog ; watch television ; write poems ; choose {clothes}
VERBS count the money ; hear a noise ; hold {first} by the hand ; laugh at me ; let us in
PASSIVES bear in {city} ; bear in {year} ; arrest by the police ; hire by {company} ; fire ; promote
PASSIVES elect ; adopt by a {job} ; bury next to {his} {kin} ; invite to the party ; send to bed
PASSIVES name after {his} {kin} ; question by the police ; injure in the accident ; marry to a {job}
PASSIVES treat by the {job} ; give a medal ; bite by a dog ; hug by {first} ; raise by {his} {kin}
PASSIVES ask to sing ; teach by {first} ; bring home by {first} ; kiss by {first}
PASSIVES engage to {first} ; arrest in {city} ; hire as a {job} ; elect {lead} ; fire last week
PASSIVES praise by the {job} ; save by a {job} ; tell to wait ; see with {first} ; teach to swim
PASSIVES wake by the noise ; catch by the police ; kill in the war ; leave alone with {first}
PASSIVES pay to keep quiet ; remember as a {job} ; send to prison ; welcome by {first}
NOUNS {job} ; {job} from {city} ; {job} at a hospital ; {lead} ; {lead} in the war ; {adj} {job}
NOUNS child ; friend of mine ; friend of {first} ; {kinself} of a {job} ; member of the choir ; cook
NOUNS poet ; vegetarian ; guest of {first} ; patient of mine ; colleague of {first} ; stranger to us
NOUNS soldier ; early riser ; sailor ; priest ; detective ; student of law ; chess player ; hero
NOUNS liar ; fool ; man of few words ; good listener ; teacher at our school ; writer of novels
NOUNS person I trust ; genius ; witness ; parent ; voter ; speaker ; student ; smoker ; swimmer
NOUNS {kinself} of {first} ; {job} who never sleeps ; {job} like {his} {kin} ; friend who never lies
ADJECTIVES kind to everyone + ; as clever as {first} ; {n} years older than {first}
ADJECTIVES the only {job} here ; {mood} + ; {trait} + ; afraid of dogs ; in love with {first} ; deaf
ADJECTIVES bald ; unemployed ; proud of {his} {kin} + ; good at chess + ; angry with {first} +
ADJECTIVES {n} years old ; married ; ill ; in bed ; on the phone ; out of work ; fond of {beer} +
ADJECTIVES left-handed ; friends with {first} ; at home with {his} {kin} ; bored with {his} work +
ADJECTIVES ready to leave ; generous + ; shy + ; rude to {first} + ; sorry for {first} + ; tall +
ADJECTIVES young + ; in hospital ; in prison ; out with {first} ; on holiday in {city}
ADJECTIVES late for work + ; sure of {his} friends ; able to swim ; happy with {his} {kin} +
ADJECTIVES worried about {his} {kin} + ; asleep on the sofa ; born in {city} ; dead
"""
PLACE = """
VERBS get noisy at night ; have a cathedral ; have beautiful gardens ; have an airport
VERBS have {place_has} and {place_has} ; lie on the coast ; lie in a valley ; lie between two rivers
VERBS lie {n} hundred kilometres from {city} ; attract thousands of tourists
VERBS attract visitors from {country} ; border on {region} ; have {place_has} ; grow very fast
VERBS lie along the river ; depend on tourism ; belong to {country} ; have fine beaches
VERBS lose half of its people in the war ; face the sea ; suffer from floods ; welcome visitors
VERBS need a new airport ; consist of old houses ; have more {place_noun} than {city}
VERBS host the games ; lie under snow ; have its own harbour ; be home to many artists
VERBS send a team to the games ; have a small airport ; have many {place_noun} ; produce wine
VERBS grow rich by trade ; lie {n} kilometres from the sea ; rise from the sea ; offer cheap hotels
VERBS open to the sea ; shrink every year ; get little rain ; get flooded every year
VERBS have {n} schools ; have a long history ; live on tourism ; look lovely from the sea
VERBS celebrate its history ; stand on a rock ; fill with tourists ; connect two seas
PASSIVES {place_pp} ; {place_pp} by the Romans ; {place_pp} in {year} ; found by the Romans ; flood
PASSIVES reach by boat ; reach by train from {city} ; connect with {city} by train
PASSIVES settle by farmers ; visit by thousands of tourists ; locate on the coast
PASSIVES shake by an earthquake ; cut off by snow ; cover in fog ; surround by walls ; rule by kings
PASSIVES name after a river ; build on two islands ; show on the map ; find on old maps
PASSIVES cross by two rivers ; inhabit by fishers ; divide by a river ; build on a rock
PASSIVES hit by an earthquake ; hide behind mountains ; protect by a wall ; rule from {city}
PASSIVES give to {country} ; lose in the war ; mention in old books ; move to higher ground
PASSIVES reach after {n} hours ; share by two states ; take in the war ; win back in {year}
NOUNS {place_kind} ; {place_kind} in {region} ; {place_kind} near the sea
NOUNS {place_kind} worth seeing ; place for a holiday ; place full of {place_noun}
NOUNS {place_kind} with {place_has} ; {place_kind} on the coast ; {place_kind} where it never rains
NOUNS {place_kind} with two {place_noun} ; {place_kind} of {big} people ; safe place to live
NOUNS {place_kind} by the river ; {place_kind} on two rivers ; {place_kind} that tourists like
NOUNS home of the games
ADJECTIVES as {place_adj} as {city} ; bombed and rebuilt ; noisy + ; rainy all year
ADJECTIVES as big as {city} ; {place_adj} + ; far from {city} + ; close to the border +
ADJECTIVES full of {place_noun} ; under water ; famous for its {place_noun} + ; worth a visit
ADJECTIVES easy to reach by train + ; north of {city} ; {n} hours from {city} by train
ADJECTIVES empty in {month} ; on the coast ; on every map ; at war ; near the sea +
ADJECTIVES safe for tourists + ; popular with tourists + ; without water ; too hot for tourists
ADJECTIVES cheap to live in + ; without electric light ; within {country} ; south of {city}
ADJECTIVES on the border ; in {region} ; bigger than {city} ; older than {city}
ADJECTIVES easy to find on a map + ; on the river ; quiet at night + ; lively in summer +
ADJECTIVES on an island ; free again ; under foreign rule ; open to tourists
"""
COUNTRY = """
VERBS export oil ; import grain ; sign the treaty ; close its borders ; hold elections
VERBS join the alliance ; border the sea ; gain independence ; send troops to {country}
VERBS produce {beer} ; leave the alliance ; declare war on {country} ; make peace with {country}
VERBS trade with {country} ; elect a president ; open its borders
PASSIVES divide after the war ; unite in {year} ; invade by {country} ; recognise by {country}
PASSIVES rule by a king
NOUNS country ; nation ; country between {country} and {country} ; member of the alliance
ADJECTIVES at war with {country} ; at peace with {country} ; independent ; in the alliance
ADJECTIVES rich in oil +
"""
COMPANY = """
VERBS hire {staff} ; fire {staff} ; recruit {staff} ; train {staff} ; open {plant} ; close {plant}
VERBS buy {plant} ; sell {plant} ; build {plant} ; rent {plant} ; raise its prices ; report a loss
VERBS cut its forecast ; double its profits ; launch a new product ; pay a large dividend
VERBS announce a plan ; recall thousands of cars ; go bankrupt ; lower its prices ; sue {company}
VERBS compete with {company} ; merge with {company} ; make phones ; employ {big} people
VERBS sell its products in {country} ; pay taxes in {country} ; sign a contract with {company}
VERBS owe the banks {big} dollars ; invest in {country} ; move its offices to {city}
VERBS sponsor the festival ; pay its lawyers ; lose {big} customers ; replace its managers
VERBS make a profit ; advertise on television ; close two stores in {city} ; hire new managers
VERBS make shoes ; make a loss ; open on {weekday} for business ; offer cheap insurance
VERBS produce machines ; publish its results ; settle with {company} out of court
VERBS stop production in {city} ; supply {company} ; take over {company} ; cut {big} jobs
VERBS create {big} jobs ; deliver to {country} ; earn {big} million dollars
VERBS buy a stake in {company} ; sell {plant} to {company} ; change its name ; change its managers
VERBS break the law on prices ; lend {company} money
PASSIVES sue by {company} ; found in {city} in {year} ; fine by the court ; own by {company}
PASSIVES take over by {company} ; list on the stock exchange ; rescue by the banks
PASSIVES run by new managers ; fine {big} dollars ; accuse of fraud by {company}
PASSIVES manage from {city} ; buy by {company} ; close by the state ; sell to {company}
PASSIVES split into two firms ; investigate for fraud ; manage by {person} ; tax in {country}
PASSIVES criticise for its prices ; value at {big} million dollars ; start with a small loan
NOUNS company ; company from {city} ; employer in {region} ; firm with {big} workers
NOUNS rival to {company} ; chain of stores ; maker of phones ; customer of {company}
NOUNS partner of {company} ; business ; business with offices in {city} ; brand ; producer of shoes
NOUNS leader in its market ; small firm ; employer of {big} people ; firm in debt
NOUNS firm from {country} ; company that {firm_news} ; company in trouble
ADJECTIVES worth {big} million dollars ; bankrupt ; profitable + ; in debt ; short of money +
ADJECTIVES for sale ; in talks with {company} ; on the stock exchange ; under new management
ADJECTIVES in trouble with the banks ; without a chairman ; ahead of {company}
ADJECTIVES bigger than {company} ; at war with {company} ; based in {city} ; active in {country}
ADJECTIVES on the market ; behind {company} in sales ; close to a deal ; cheap to buy +
ADJECTIVES in the hands of the banks ; known for its products + ; too big for its market
"""
CLUB = """
VERBS score twice ; score in the last minute ; beat {club} ; beat {club} {score} ; defeat {club}
VERBS lose to {club} ; draw with {club} ; play {club} ; knock out {club} ; sign a new striker
VERBS win the cup ; lose the final ; sack the coach ; reach the semi-final ; win at home
VERBS win the league ; finish third ; need a new goalkeeper ; lead {score} ; play without {person}
VERBS win away from home ; meet {club} in the final ; finish behind {club}
VERBS play well without their captain ; sell the goalkeeper ; win against {club} ; get a penalty
VERBS play {club} on {weekday} ; train on {weekday} ; hire a new coach ; lose at home
VERBS buy a new goalkeeper ; rest their captain ; stay in the league ; beat {club} twice
VERBS lead the league ; enter the final ; celebrate in the dressing-room ; need a win
PASSIVES beat by {club} ; knock out of the cup ; promote to the first division ; cheer by the fans
PASSIVES draw against {club} ; train by {person} ; lead {score} by {club} ; beat at home
PASSIVES beat twice ; hold to a draw by {club} ; send down to the second division
ADJECTIVES champions ; winners of the cup ; favourites for the cup ; leaders of the league
ADJECTIVES opponents of {club} ; top of the league ; unbeaten ; without their captain
ADJECTIVES out of the cup ; in the final ; three points behind ; ahead of {club} in the league
ADJECTIVES last in the league ; stronger than {club} ; the better team ; a good team
ADJECTIVES a team without a coach ; the winners ; the team of the year ; in the cup
ADJECTIVES level with {club} ; third in the league ; down to ten men ; strong at home
ADJECTIVES weak away from home
"""
