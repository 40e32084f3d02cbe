"""What can follow a word that is a drink, food, a colour, stone, cloth or a pastime, and slots.

For the notation see ``teddy_en/people_frames.py`` and ``teddy_en/slots.py``.
"""

DRINK = """
[subject verb]
^{drink_does} .
^{drink_does} , especially in {month} .
usually ^{drink_does} .
always ^{drink_does} .
sometimes ^{drink_does} when it is cold .
should be ^drunk slowly .
must be ^kept in a dark cellar .
was ^spilled on the carpet {when} .
can be ^ordered at the bar .
^{drink_does} , so do not take too much of it .
^{drink_does} and costs {n} euros .
T: rarely ^{drink_does} .
T: cannot be ^drunk before dinner .
T: was ^ordered by everyone {when} .
T: , if it is good , ^{drink_does} .
T: still ^{drink_does} in summer .
V: often ^{drink_does} .
V: may be ^ordered in advance .
[subject complement]
is a ^drink for cold evenings .
is my favourite ^drink .
was the only ^drink on the table .
is too ^strong for children .
is not as ^sweet as lemonade .
is ^cheaper by the bottle .
is ^served in small glasses .
T: was a ^drink for rich people .
T: is much too ^sweet for me .
V: is a ^drink I cannot afford .
"""
FOOD = """
[subject verb]
^{food_does} .
^{food_does} , especially in {month} .
usually ^{food_does} .
always ^{food_does} .
never ^{food_does} without salt .
should be ^kept in the fridge .
must be ^kept away from the dog .
was ^served at the party {when} .
can be ^eaten cold .
^{food_does} and costs {n} euros .
^{food_does} , and even children like it .
T: rarely ^{food_does} .
T: cannot be ^eaten every day .
T: was ^served to everyone {when} .
T: , if it is fresh , ^{food_does} .
T: still ^{food_does} in winter .
V: often ^{food_does} .
V: may be ^eaten cold or warm .
[subject complement]
is good for the ^stomach .
is my favourite ^food .
was the only ^food in the house .
is ^delicious with cream .
is not as ^sweet as sugar .
is ^cheaper by the kilo .
is just what my ^stomach needs .
T: was ^food for poor people .
T: is much too ^sweet for a main course .
V: is the ^food I miss most .
"""
COLOUR = """
[subject verb]
^{colour_does} .
^{colour_does} , especially in {month} .
usually ^{colour_does} .
always ^{colour_does} .
never ^{colour_does} .
can be ^mixed with white .
was in ^fashion in {year} .
^{colour_does} , even on a grey day .
T: rarely ^{colour_does} .
T: , if you use too much of it , ^{colour_does} .
T: was out of ^fashion in {year} .
T: still ^{colour_does} .
V: often ^{colour_does} .
V: must be ^mixed with water .
[subject complement]
is a ^colour for the kitchen .
is my favourite ^colour .
was the only ^colour I could see .
is too ^dark for a small room .
is not as ^bright as yellow .
is the ^colour of the carpet .
is a ^shade between red and blue .
T: was the ^colour of the old curtains .
T: is much too ^bright for my office .
V: is the ^colour I would choose .
"""
STONE = """
[subject verb]
^{stone_does} .
^{stone_does} , especially in {region} .
usually ^{stone_does} .
always ^{stone_does} .
never ^{stone_does} .
can be ^polished with a cloth .
must be ^cut with a special tool .
was ^used for the floor of the church .
^{stone_does} and costs {n} euros a kilo .
^{stone_does} , so it is used for rings .
T: rarely ^{stone_does} .
T: cannot be ^cut with a knife .
T: was ^used for the walls of the castle .
T: , if it is pure , ^{stone_does} .
T: still ^{stone_does} after a hundred years .
V: often ^{stone_does} .
V: should be ^polished every month .
[subject complement]
is a ^material for rings .
is ^heavier than it looks .
was the only ^material they had .
is too ^hard to cut .
is not as ^expensive as iron .
is the best ^material for buttons .
is ^smooth and cold .
T: was the ^material of the old table .
T: is much too ^heavy for a small box .
V: is the ^material I like most .
"""
CLOTH = """
[subject verb]
^{cloth_does} .
^{cloth_does} , especially in {month} .
usually ^{cloth_does} .
always ^{cloth_does} .
never ^{cloth_does} .
can be ^washed by hand .
must be ^ironed with care .
was ^used for the curtains .
^{cloth_does} and costs {n} euros a metre .
T: rarely ^{cloth_does} .
T: cannot be ^washed with hot water .
T: was ^used for summer dresses .
T: still ^{cloth_does} after a hundred years .
V: often ^{cloth_does} .
V: should be ^washed every month .
[subject complement]
is a ^cloth for warm days .
is ^softer than wool .
was the only ^cloth they had .
is too ^thin for a coat .
is not as ^expensive as fur .
is the best ^cloth for shirts .
is ^soft and warm .
T: was the ^cloth of the old curtains .
T: is much too ^thin for winter .
V: is the ^cloth I like most .
"""
PASTIME = """
[subject verb]
^{pastime_does} .
^{pastime_does} , especially in {month} .
usually ^{pastime_does} .
always ^{pastime_does} .
never ^{pastime_does} .
can be ^learned in a year .
was ^forbidden at our school .
^{pastime_does} , and that is why I like it .
T: rarely ^{pastime_does} .
T: cannot be ^learned from a book .
T: was ^forbidden in the army .
T: still ^{pastime_does} .
V: often ^{pastime_does} .
V: must be ^learned early .
[subject complement]
is a ^hobby for rainy days .
is my favourite ^hobby .
was the only ^game we knew .
is too ^difficult for me .
is not as ^easy as it looks .
is more ^fun than work .
T: was a ^hobby of rich people .
T: is much too ^difficult for beginners .
V: is a ^hobby I had as a child .
"""
SLOTS = """
drink_does: goes well with fish, keeps me awake, tastes bitter, warms the stomach,
 comes in small bottles, is served cold, is sold by the bottle, goes straight to my head,
 is drunk after dinner
 | quenches the thirst, is brewed slowly, is poured into tall glasses, intoxicates quickly
 | is fermented in barrels, is sipped slowly
food_does: tastes best with bread, goes well with rice, is sold by the kilo, spoils quickly,
 makes a fine sauce, fills the stomach, smells wonderful, attracts the flies
 | melts on the tongue, satisfies everybody, is swallowed quickly, nourishes everybody
 | is chewed slowly, ripens slowly
colour_does: fades in the sun, looks good on the walls, suits my sister, goes well with grey,
 makes a room brighter, hides the dirt, hurts the eyes, looks like mud from far away
 | clashes with pink, brightens the hall, flatters pale skin, resembles rust
 | dazzles the eye, pleases the eyes
stone_does: breaks easily, lasts for centuries, costs more than paper, does not burn,
 feels smooth, shines in the sun, looks like plastic, is found in the hills
 | scratches easily, resists the heat, is quarried in the hills, corrodes slowly
 | splinters easily, absorbs moisture
cloth_does: feels soft, keeps us warm, costs more than paper, shrinks in hot water,
 lasts for years, looks good on everybody, hangs in every window
 | wrinkles easily, tears quickly, is woven by hand, drapes nicely
 | frays quickly, is knitted by hand
pastime_does: takes a lot of time, keeps us young, costs nothing, makes me tired,
 needs practice, is good for the mind, opens the mind, helps against boredom
 | demands patience, sharpens the mind, bores my cousin, entertains everybody
 | exhausts everybody, relaxes the mind
"""
# A clause about something else after the cue: what it says of that must not change the label.
TAILS = {
    "people": """
, while the {job} {did} .
, and the {job} {said} that {first} was {mood} .
, although my {kin} {did} .
, because the {job} had {house_did} {house} .
, when the {job} {did} .
; then the {job} was {mood} .
T: , but the {job} was {mood} .
T: , and so the {job} {house_did} {house} .
V: , since the {job} {did} .
""",
    "places": """
, while the {place_kind_city} was {place_pp_city} .
, and the {place_kind_city} near {city} has {place_has_city} .
, although the road to {city} was {place_adj} .
, because the {place_kind_city} was {place_adj} .
, when the {place_kind_city} was {place_pp_city} .
; then the road to {city} was {place_adj} .
T: , but the {place_kind_city} near {region} was {place_adj} .
T: , and so the {place_kind_city} was {place_pp_city} .
V: , since the {place_kind_city} was {place_pp_city} .
""",
    "firms": """
, while the company {firm_news} .
, and the company in {city} {firm_did} {staff} .
, although the firm {firm_deal} {plant} .
, because the bank {firm_news} .
, when the firm {firm_news} .
; then the company {firm_deal} {plant} .
T: , but the company {firm_news} .
T: , and so the firm {firm_did} {staff} .
V: , since the firm {firm_news} .
""",
    "things": """
, while the wine {drink_does} .
, and the bread {food_does} .
, although the paint {colour_does} .
, because the table {stone_does} .
, when the bread {food_does} .
; of course the wine {drink_does} .
T: , but the wine {drink_does} .
T: , and so the bread {food_does} .
V: , since the wine {drink_does} .
""",
}
