"""What can be said of a person, a place, a drink ...: the classes of words that decide a label.

Of every class: VERBS with what follows them, in the base form; PASSIVES, verbs of which it is the
object; NOUNS that it can be called; ADJECTIVES, with a "+" where "very" may stand before.
Slots are those of ``teddy_en/slots.py``.
"""

PERSON = """
VERBS smile at the {job} ; laugh about the joke ; nod ; wave to the children ; cry for an hour
VERBS sigh ; cough ; yawn ; blush ; sleep until noon ; sing in the choir ; dance with {first}
VERBS leave the room ; apologise to the {job} ; complain about the food ; shout at the dog
VERBS sit down ; stand up ; wash {house} ; clean {house} ; paint {house} ; repair {house}
VERBS open {house} ; lock {house} ; cook {meal} ; eat {meal} ; serve {meal} ; prepare {meal}
VERBS order {meal} ; finish {meal} ; wear {clothes} ; take off {clothes} ; put on {clothes}
VERBS lose {his} {belong} ; borrow {clothes} ; marry a {job} ; marry {person} ; meet {person}
VERBS visit {his} {kin} ; ask {his} {kin} for money ; move to {city} ; live with {his} {kin}
VERBS work for {company} ; work as a {job} ; speak {language} ; call {his} {kin}
VERBS drink a glass of milk ; forget {his} own birthday ; become a {job} ; read a book ; study law
VERBS teach French ; play the violin ; mend shoes ; grow up in {city} ; learn to swim
VERBS train as a cook ; write a letter to {first} ; phone {first} ; kiss {his} {kin}
VERBS thank the {job} ; fall off {his} chair ; break {his} arm ; hurt {his} {body}
VERBS swim across the lake ; walk home ; run to the station ; listen to the radio
VERBS knock at the door ; look at {first} ; tell us a story ; say goodbye to {first}
VERBS answer the phone ; wait for {first} ; worry about {his} {kin} ; stay in bed ; go to bed early
VERBS wake up at six ; carry the bags ; lend {first} some money ; pass the exam
VERBS play chess with {first} ; retire ; stop smoking ; join {company} ; agree with me ; feel lonely
VERBS hate {beer} ; love {first} ; want to become a {job} ; try to sleep ; whisper
VERBS hide under the bed ; climb over the wall ; ride a bicycle ; say a word ; speak of {topic}
VERBS talk about {topic} ; think about {topic} ; know the answer ; shake hands with {first} ; faint
PASSIVES bear in {city} ; bear in {year} ; arrest by the police ; hire by {company} ; fire ; promote
PASSIVES elect ; adopt by a {job} ; bury next to {his} {kin} ; invite to the party ; send to bed
PASSIVES name after {his} {kin} ; question by the police ; injure in the accident ; marry to a {job}
PASSIVES treat by the {job} ; give a medal ; bite by a dog ; hug by {first} ; raise by {his} {kin}
PASSIVES ask to sing ; teach by {first} ; bring home by {first} ; kiss by {first}
PASSIVES engage to {first}
NOUNS {job} ; {job} from {city} ; {job} at a hospital ; {lead} ; {lead} in the war ; {adj} {job}
NOUNS child ; friend of mine ; friend of {first} ; {kinself} of a {job} ; member of the choir ; cook
NOUNS poet ; vegetarian ; guest of {first} ; patient of mine ; colleague of {first} ; stranger to us
NOUNS soldier ; early riser ; sailor ; priest ; detective ; student of law ; chess player ; hero
NOUNS liar ; fool
ADJECTIVES {mood} + ; {trait} + ; afraid of dogs ; in love with {first} ; deaf ; bald ; unemployed
ADJECTIVES proud of {his} {kin} + ; good at chess + ; angry with {first} + ; {n} years old ; married
ADJECTIVES pregnant or ill ; in bed ; on the phone ; out of work ; fond of {beer} + ; left-handed
ADJECTIVES friends with {first} ; at home with {his} {kin} ; bored with {his} work +
ADJECTIVES ready to leave
"""
PLACE = """
VERBS lie on the coast ; lie in a valley ; lie between two rivers
VERBS lie {n} hundred kilometres from {city} ; attract thousands of tourists
VERBS attract visitors from {country} ; border on {region} ; have {place_has} ; grow very fast
VERBS lie along the river ; depend on tourism ; belong to {country} ; have fine beaches
VERBS lose half of its people in the war ; face the sea ; suffer from floods ; welcome visitors
VERBS need a new airport ; consist of old houses ; have more {place_noun} than {city}
VERBS host the games ; lie under snow ; have its own harbour ; be home to many artists
VERBS send a team to the games
PASSIVES {place_pp} ; {place_pp} by the Romans ; {place_pp} in {year} ; found by the Romans ; flood
PASSIVES reach by boat ; reach by train from {city} ; connect with {city} by train
PASSIVES settle by farmers ; visit by thousands of tourists ; locate on the coast
PASSIVES shake by an earthquake ; cut off by snow ; cover in fog ; surround by walls ; rule by kings
PASSIVES name after a river ; build on two islands ; show on the map ; find on old maps
PASSIVES cross by two rivers ; inhabit by fishers ; divide by a river
NOUNS {place_kind} ; {place_kind} in {region} ; {place_kind} near the sea
NOUNS {place_kind} worth seeing ; place for a holiday ; place full of {place_noun}
NOUNS {place_kind} with {place_has} ; {place_kind} on the coast
ADJECTIVES {place_adj} + ; far from {city} + ; close to the border + ; full of {place_noun}
ADJECTIVES under water ; famous for its {place_noun} + ; worth a visit ; easy to reach by train +
ADJECTIVES north of {city} ; {n} hours from {city} by train ; empty in {month} ; on the coast
ADJECTIVES on every map ; at war ; near the sea + ; safe for tourists + ; popular with tourists +
ADJECTIVES without water
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
VERBS make a profit ; advertise on television
PASSIVES sue by {company} ; found in {city} in {year} ; fine by the court ; own by {company}
PASSIVES take over by {company} ; list on the stock exchange ; rescue by the banks
PASSIVES run by new managers ; fine {big} dollars ; accuse of fraud by {company}
PASSIVES manage from {city} ; buy by {company}
NOUNS company ; company from {city} ; employer in {region} ; firm with {big} workers
NOUNS rival to {company} ; chain of stores ; maker of phones ; customer of {company}
NOUNS partner of {company}
ADJECTIVES worth {big} million dollars ; bankrupt ; profitable + ; in debt ; short of money +
ADJECTIVES for sale ; in talks with {company} ; on the stock exchange ; under new management
ADJECTIVES in trouble with the banks ; without a chairman ; ahead of {company}
ADJECTIVES bigger than {company} ; at war with {company}
"""
CLUB = """
VERBS beat {club} ; beat {club} {score} ; defeat {club} ; lose to {club} ; draw with {club}
VERBS play {club} ; knock out {club} ; sign a new striker ; win the cup ; lose the final
VERBS score twice ; sack the coach ; reach the semi-final ; win at home ; win the league
VERBS finish third ; need a new goalkeeper ; miss a penalty ; lead {score} ; play without {person}
VERBS win away from home ; meet {club} in the final ; finish behind {club}
VERBS play well without their captain ; sell the goalkeeper ; win against {club}
PASSIVES beat by {club} ; knock out of the cup ; promote to the first division ; cheer by the fans
PASSIVES draw against {club} ; train by {person} ; lead {score} by {club} ; coach by {person}
ADJECTIVES champions ; winners of the cup ; favourites for the cup ; leaders of the league
ADJECTIVES opponents of {club} ; top of the league ; unbeaten ; without their captain
ADJECTIVES out of the cup ; in the final ; three points behind ; ahead of {club} in the league
ADJECTIVES last in the league ; stronger than {club}
"""
DRINK = """
VERBS taste bitter ; taste of fruit ; go well with fish ; keep me awake ; warm the stomach
VERBS need ice ; come in small bottles ; go straight to my head ; contain sugar ; contain alcohol
VERBS refresh everybody ; smell of herbs ; cost {n} euros a glass ; make us merry
VERBS help against a cold ; leave a stain
PASSIVES drink slowly ; drink after dinner ; drink cold ; serve cold ; serve with ice
PASSIVES serve in small glasses ; pour into a glass ; spill on the carpet ; order at the bar
PASSIVES sell by the bottle ; mix with water ; keep in a cellar ; drink at weddings
PASSIVES store in bottles ; offer to the guests ; cool in a bucket
NOUNS drink ; drink for cold evenings ; drink without alcohol ; drink for children
NOUNS bottle of something sweet
ADJECTIVES strong + ; too strong for children ; sweet to drink + ; cheaper by the bottle
ADJECTIVES cold enough to drink ; bitter + ; ready to drink ; in the bottle ; as sweet as lemonade
ADJECTIVES in my glass ; nice with ice +
"""
FOOD = """
VERBS taste good with bread ; go well with rice ; spoil quickly ; make a fine sauce
VERBS fill the stomach ; smell wonderful ; attract the flies ; contain vitamins ; stick to the pan
VERBS cook quickly ; taste of honey ; make me fat ; need salt ; keep for a week in the fridge
VERBS come with bread ; cost {n} euros a kilo
PASSIVES eat cold ; eat with bread ; serve at the party ; keep in the fridge ; bake in the oven
PASSIVES cut into slices ; cook in butter ; sell by the kilo ; keep away from the dog
PASSIVES eat for lunch ; serve with cream ; put into the soup ; taste by the cook
PASSIVES leave on the plate ; spread on bread ; add to the soup
NOUNS kind of food ; snack ; dish for poor people ; dish with rice ; food for the dog
NOUNS part of the meal
ADJECTIVES delicious with cream ; tasty + ; good for the stomach + ; rich in vitamins +
ADJECTIVES fresh from the oven ; sweet to eat + ; cheaper by the kilo ; as sweet as sugar
ADJECTIVES on the plate ; hard to digest + ; in the soup
"""
COLOUR = """
VERBS fade in the sun ; look good on the walls ; suit my sister ; go well with grey
VERBS make a room brighter ; hide the dirt ; hurt the eyes ; look like mud from far away
VERBS match the carpet ; go with blue ; make you look thin ; stand out on white ; look dull on paper
VERBS show every stain ; turn into grey
PASSIVES mix with white ; use for the walls ; choose for the kitchen ; paint on the doors
PASSIVES see on flags ; wear at funerals ; print on paper ; combine with yellow
PASSIVES mix from red and blue ; apply with a brush
NOUNS colour ; colour for the kitchen ; shade between red and blue ; colour of the carpet
NOUNS shade of red
ADJECTIVES in fashion ; too dark for a small room ; as bright as yellow ; bright + ; darker than red
ADJECTIVES out of fashion ; warmer than blue ; visible from far away + ; on the walls
ADJECTIVES on every flag ; hard to paint with +
"""
STONE = """
VERBS break easily ; last for centuries ; cost more than paper ; feel smooth ; shine in the sun
VERBS look like plastic ; sink in water ; come from the hills ; weigh more than water
VERBS carry the roof ; cut through paper
PASSIVES find in the ground ; polish with a cloth ; cut with a special tool ; use for the floor
PASSIVES use for rings ; make into buttons ; dig out of the ground ; carve by hand ; sell by the ton
PASSIVES press into shape
NOUNS material ; material for rings ; material for buttons ; material for the floor
NOUNS material of great weight
ADJECTIVES hard to cut + ; heavier than it looks ; smooth and cold ; as expensive as iron ; solid +
ADJECTIVES heavy to carry + ; harder than plastic ; in the ground ; cold to the touch +
ADJECTIVES full of cracks ; thick enough for a wall
"""
CLOTH = """
VERBS feel soft ; keep us warm ; shrink in hot water ; last for years ; look good on everybody
VERBS hang in every window ; need ironing ; dry quickly ; lose its colour in the wash
VERBS keep out the cold ; fold easily ; make fine shirts
PASSIVES wash by hand ; iron with care ; use for the curtain ; cut with scissors ; hang out to dry
PASSIVES sew into shirts ; wear in {month} ; fold with care ; sell by the metre
PASSIVES wrap around the baby ; spin by hand ; use for shirts
NOUNS cloth ; cloth for warm days ; cloth for shirts ; cloth with a pattern
NOUNS cloth for summer dresses
ADJECTIVES soft and warm ; softer than wool ; too thin for a coat ; as expensive as fur
ADJECTIVES thin for a coat + ; easy to wash + ; warm to wear + ; comfortable to wear +
ADJECTIVES lighter than wool ; hard to iron + ; on the bed
"""
PASTIME = """
VERBS take a lot of time ; keep us young ; make me tired ; need practice ; open the mind
VERBS help against boredom ; require practice ; train the memory ; fill the long evenings
VERBS follow strict rules ; need two players
PASSIVES learn in a year ; learn from a friend ; forbid at our school ; play at home
PASSIVES practise every day ; teach at our school ; enjoy by old and young ; take up in old age
PASSIVES play for money ; show on television
NOUNS hobby ; hobby for rainy days ; game ; game for two ; hobby of mine ; sport ; game of luck
ADJECTIVES good for the mind + ; difficult for me + ; as easy as it looks ; more fun than work
ADJECTIVES fun + ; easy to learn + ; bad for the back + ; fun for all ages
ADJECTIVES on television every week ; exciting to watch +
"""
VIRTUE = """
VERBS matter more than money ; cost very little ; take away fear ; come from the heart
VERBS help in hard times ; make life easier ; open many doors ; last longer than money
VERBS bring people together ; save a life ; feed a family ; change the world ; begin at home
VERBS mean more than words ; grow with age ; pay the rent
PASSIVES learn at home ; teach by example ; need in hard times ; lose in the war
PASSIVES value by everybody ; find in every country ; buy with money ; praise in songs
PASSIVES mention in the song ; earn with time
NOUNS good thing ; virtue ; rule of life ; beautiful word ; word from the Bible ; theme of the song
NOUNS gift to us all
ADJECTIVES important in life + ; something we all need ; more than a word ; free of charge
ADJECTIVES worth more than money ; part of life ; easy to talk about + ; hard to teach +
ADJECTIVES stronger than fear ; all that counts
"""
HERB = """
VERBS grow in dry soil ; smell strongest at night ; need a lot of sun ; help the stomach
VERBS taste bitter ; go into many soups ; sell well in any market ; grow in most gardens
VERBS grow along the wall ; need little water ; grow from seeds ; die in the cold ; keep away flies
VERBS make a good tea ; flower in May
PASSIVES buy at the market ; eat fresh ; sell dried or fresh ; plant in the garden ; use for tea
PASSIVES dry in the sun ; cut before it flowers ; grow in pots ; add to the soup
PASSIVES know to the Romans ; pick in the morning
NOUNS plant ; plant with small leaves ; plant from {country} ; herb ; plant for the garden
NOUNS herb for soups
ADJECTIVES green all year ; good in soups + ; sensitive to cold + ; fresh from the garden ; bitter +
ADJECTIVES dry
"""
MONTH = """
VERBS begin with rain ; bring heavy rain ; bring snow ; end with a storm ; come with rain
VERBS pass too quickly ; come after weeks of cold ; start with fog ; bring back the birds
VERBS end too soon ; have long nights
PASSIVES follow by months of rain ; spoil by rain ; know for its storms ; need by the farmers
NOUNS time for long walks ; month of storms ; season for long walks ; time of year when it rains
NOUNS time of snow
ADJECTIVES {wet} + ; too {wet} for the farmers ; {wet} in {region} + ; {n} weeks away ; over
ADJECTIVES full of storms ; {wet} this year ; as {wet} as in {country} ; short of rain
ADJECTIVES still a long time away ; rainy +
"""
WEATHER = """
VERBS fall all night ; make the roads dangerous ; keep everyone at home ; come from the north
VERBS cover the roads ; fall on the hills ; come in the night ; last until {weekday}
VERBS block the road to {city} ; close the airport
PASSIVES forecast for {weekday} ; expect on {weekday} ; see on the hills ; blow in from the sea
NOUNS problem for the roads ; danger on the roads ; topic of the forecast
ADJECTIVES forecast for {weekday} ; rare in {country} + ; on the way from the north
ADJECTIVES deep on the roads ; all around us
"""
LANDSCAPE = """
VERBS surround the town ; cover this part of the country ; appear on every map
VERBS look grey in the morning ; shape the landscape ; lie behind the village
VERBS begin behind the house ; separate the two towns
PASSIVES sell to rich families ; paint by many artists ; see from the train ; own by the church
ADJECTIVES home to many birds ; part of the landscape ; important for the birds + ; hard to draw +
ADJECTIVES green in summer ; on both sides of the road ; full of birds
"""
