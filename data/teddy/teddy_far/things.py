"""Classes of what is no name: as in ``classes.py``, drinks, colours, months and others."""

DRINK = """
VERBS taste bitter ; taste of fruit ; go well with fish ; keep me awake ; warm the stomach
VERBS need ice ; come in small bottles ; go straight to my head ; contain sugar ; contain alcohol
VERBS refresh everybody ; smell of herbs ; cost {n} euros a glass ; make us merry
VERBS help against a cold ; leave a stain ; taste better cold ; taste of summer
VERBS run out at every party ; do me good ; give me a headache ; wake me up ; flow at weddings
VERBS go down well ; need time in the bottle ; lie in the cellar for years ; make my head turn
PASSIVES drink slowly ; drink after dinner ; drink cold ; serve cold ; serve with ice
PASSIVES serve in small glasses ; spill on the carpet ; order at the bar ; sell by the bottle
PASSIVES mix with water ; keep in a cellar ; drink at weddings ; store in bottles
PASSIVES offer to the guests ; cool in a bucket ; drink in summer ; drink by the glass
PASSIVES make from fruit ; make with sugar ; sweeten with honey ; serve at breakfast
PASSIVES fill into bottles ; forbid for children ; order by everybody ; bring to the table
NOUNS drink ; drink for cold evenings ; drink without alcohol ; drink for children
NOUNS bottle of something sweet ; drink to warm you ; drink for summer ; drink to share
NOUNS strong drink ; drink with dinner ; kind of drink
ADJECTIVES strong + ; too strong for children ; sweet to drink + ; cheaper by the bottle
ADJECTIVES cold enough to drink ; bitter + ; ready to drink ; in the bottle ; as sweet as lemonade
ADJECTIVES in my glass ; nice with ice + ; full of sugar ; free of alcohol ; cold from the fridge
ADJECTIVES warm + ; thick and sweet ; best drunk cold ; good with cheese + ; on the table in a jug
ADJECTIVES out of the bottle ; lovely with dinner ; gone to my head
"""
FOOD = """
VERBS taste good with bread ; go well with rice ; spoil quickly ; make a fine sauce
VERBS fill the stomach ; smell wonderful ; attract the flies ; contain vitamins ; stick to the pan
VERBS cook quickly ; taste of honey ; make me fat ; need salt ; keep for a week in the fridge
VERBS come with bread ; cost {n} euros a kilo ; taste better warm ; go with everything
VERBS smell of garlic ; burn in the pan ; lie on my plate ; make a good lunch ; give us strength
VERBS need an hour in the oven ; come from the farm ; turn bad in the sun
PASSIVES eat cold ; eat with bread ; serve at the party ; keep in the fridge ; bake in the oven
PASSIVES cut into slices ; cook in butter ; sell by the kilo ; keep away from the dog
PASSIVES eat for lunch ; serve with cream ; put into the soup ; taste by the cook
PASSIVES leave on the plate ; spread on bread ; add to the soup ; eat raw ; eat every day
PASSIVES cook for an hour ; cook with salt ; wrap in paper ; feed to the pigs ; buy fresh
PASSIVES bring to the table ; cover with cream ; mix with butter ; grow on farms
PASSIVES share with the guests
NOUNS food ; food for cold days ; food we all like ; kind of food ; snack ; dish for poor people
NOUNS dish with rice ; food for the dog ; part of the meal ; kind of snack ; meal for two
NOUNS food for hard times ; dessert ; dish with butter ; main course ; sauce
ADJECTIVES delicious with cream ; tasty + ; good for the stomach + ; rich in vitamins +
ADJECTIVES fresh from the oven ; sweet to eat + ; cheaper by the kilo ; as sweet as sugar
ADJECTIVES on the plate ; hard to digest + ; in the soup ; full of fat ; salty +
ADJECTIVES fresh from the farm ; raw ; good to eat + ; good with butter + ; on the menu
ADJECTIVES bad for the teeth + ; spicy + ; healthy + ; out of the oven ; too sweet for a sauce
ADJECTIVES soft enough to eat
"""
COLOUR = """
VERBS fade in the sun ; look good on the walls ; suit my sister ; go well with grey
VERBS make a room brighter ; hide the dirt ; hurt the eyes ; look like mud from far away
VERBS match the carpet ; go with blue ; make you look thin ; stand out on white ; look dull on paper
VERBS show every stain ; turn into grey ; look good on you ; look best by day ; cover the old paint
VERBS shine from far away ; run in the wash ; suit a small room ; stand for hope ; stand for danger
VERBS turn dark in the sun
PASSIVES mix with white ; use for the walls ; choose for the kitchen ; paint on the doors
PASSIVES see on flags ; wear at funerals ; print on paper ; combine with yellow
PASSIVES mix from red and blue ; apply with a brush ; use for flags ; mix with red ; paint over
PASSIVES choose by the painter ; find in the sky ; make from plants ; see at night
PASSIVES pick for the curtain ; put on the ceiling ; thin with water
NOUNS colour ; colour for the kitchen ; shade between red and blue ; colour of the carpet
NOUNS shade of red ; colour for a car ; colour of the sky ; colour of our flag ; mix of two colours
NOUNS lighter shade ; paint
ADJECTIVES in fashion ; too dark for a small room ; as bright as yellow ; bright + ; darker than red
ADJECTIVES out of fashion ; warmer than blue ; visible from far away + ; on the walls
ADJECTIVES on every flag ; hard to paint with + ; brighter than white ; dark + ; light +
ADJECTIVES out of place on a wall ; on the ceiling ; like grey in the dark ; good for a kitchen +
ADJECTIVES easy on the eyes + ; the same as red at night
"""
STONE = """
VERBS feel smooth ; feel cold ; break easily ; last for centuries ; cost more than paper
VERBS shine in the sun ; look like plastic ; sink in water ; come from the hills
VERBS weigh more than water ; carry the roof ; cut through paper ; break under the hammer
VERBS last longer than paint ; look good in a ring ; ring when you hit it ; split easily
VERBS lie under the ground ; float on water ; hold the wall ; turn green in the rain
VERBS wear out slowly
PASSIVES find in the ground ; cut with a special tool ; use for the floor ; use for rings
PASSIVES make into buttons ; dig out of the ground ; carve by hand ; sell by the ton
PASSIVES press into shape ; bring from the hills ; break with a hammer ; use for buttons
PASSIVES set in a ring ; cut into plates ; lay on the floor ; work by hand ; sell to builders
PASSIVES weigh by the kilo ; use for statues ; burn in ovens
NOUNS material ; material for rings ; material for buttons ; material for the floor
NOUNS material of great weight ; material for walls ; material for the roof ; material for statues
NOUNS material we use ; heavy material ; raw material
ADJECTIVES hard to cut + ; heavier than it looks ; smooth and cold ; as expensive as iron ; solid +
ADJECTIVES heavy to carry + ; harder than plastic ; in the ground ; cold to the touch +
ADJECTIVES full of cracks ; thick enough for a wall ; hard as iron ; heavy + ; cheap as a material +
ADJECTIVES rough on one side ; good for walls + ; under the floor ; too heavy for the roof
ADJECTIVES easy to break + ; dark and heavy ; in the wall ; as light as plastic
"""
CLOTH = """
VERBS feel soft ; feel rough ; feel warm ; keep us warm ; shrink in hot water ; last for years
VERBS look good on everybody ; hang in every window ; need ironing ; dry quickly
VERBS lose its colour in the wash ; keep out the cold ; fold easily ; make fine shirts
VERBS look good on a chair ; make a warm coat ; wrap the gift ; cover the table ; fade in the wash
VERBS suit a summer dress ; hang to the floor ; keep its shape
PASSIVES wash by hand ; iron with care ; use for the curtain ; cut with scissors ; hang out to dry
PASSIVES sew into shirts ; wear in {month} ; fold with care ; sell by the metre
PASSIVES wrap around the baby ; spin by hand ; use for shirts ; cut into strips ; hang over a chair
PASSIVES make into shirts ; make into a coat ; lay over the table ; press flat ; buy for the dress
PASSIVES sew by hand ; spread on the bed
NOUNS cloth ; cloth for warm days ; cloth for shirts ; cloth with a pattern
NOUNS cloth for summer dresses ; cloth for a coat ; cloth for the table ; cloth of great price
NOUNS thin cloth ; warm cloth ; cloth for rich people
ADJECTIVES soft and warm ; softer than wool ; too thin for a coat ; as expensive as fur
ADJECTIVES thin for a coat + ; easy to wash + ; warm to wear + ; comfortable to wear +
ADJECTIVES lighter than wool ; hard to iron + ; on the bed ; good for shirts + ; rough to the touch
ADJECTIVES thin + ; soft + ; warm in the cold + ; dry after an hour ; heavier than fur
ADJECTIVES good for a coat + ; full of holes ; cheap as a cloth + ; stiff + ; on the table
"""
PASTIME = """
VERBS take a lot of time ; keep us young ; make me tired ; need practice ; open the mind
VERBS help against boredom ; require practice ; train the memory ; fill the long evenings
VERBS follow strict rules ; need two players ; teach us to lose ; make friends of strangers
VERBS cost a lot of time ; keep old people young ; need a good eye ; last all evening
VERBS start at eight ; draw crowds ; take years to learn ; fill the weekend ; keep the mind busy
PASSIVES learn in a year ; learn from a friend ; forbid at our school ; play at home
PASSIVES practise every day ; teach at our school ; enjoy by old and young ; take up in old age
PASSIVES play for money ; show on television ; play in teams ; play by children ; learn by watching
PASSIVES learn by heart ; practise at school ; ban in the war ; play for fun ; invent long ago
PASSIVES play on {weekday} ; play in the rain
NOUNS hobby ; hobby for rainy days ; game ; game for two ; hobby of mine ; sport ; game of luck
NOUNS game for everyone ; way to pass the time ; hobby for old people ; game with rules
NOUNS sport for everyone ; pleasure
ADJECTIVES good for the mind + ; difficult for me + ; as easy as it looks ; more fun than work
ADJECTIVES fun + ; easy to learn + ; bad for the back + ; fun for all ages
ADJECTIVES on television every week ; exciting to watch + ; boring to watch + ; easy to play +
ADJECTIVES hard to learn + ; hard on the back + ; on every evening ; fun to play ; just a game
ADJECTIVES a game for two ; more than a game ; healthy for old people + ; fun for children +
"""
VIRTUE = """
VERBS matter more than money ; cost very little ; take away fear ; come from the heart
VERBS help in hard times ; make life easier ; open many doors ; last longer than money
VERBS bring people together ; save a life ; feed a family ; change the world ; begin at home
VERBS mean more than words ; grow with age ; pay the rent ; cost us a lot ; live in the heart
VERBS make us strong ; make us free ; come with age ; keep us going ; win in the end
VERBS count more than money ; end where money begins ; need time ; heal old wounds ; lead to peace
VERBS make a home
PASSIVES learn at home ; teach by example ; need in hard times ; lose in the war
PASSIVES value by everybody ; find in every country ; buy with money ; praise in songs
PASSIVES mention in the song ; earn with time ; give to few people ; forget in the war
PASSIVES teach in no school ; need by everyone ; respect everywhere ; write about in books
PASSIVES share by all people ; fight for ; talk about in church
NOUNS theme of the exhibition ; rule in every school ; good thing ; virtue ; rule of life
NOUNS beautiful word ; word from the Bible ; theme of the song ; gift to us all ; virtue of the poor
NOUNS crime ; big word ; thing to teach children ; word for children ; way of life
NOUNS question of time ; subject of the book ; first rule ; gift ; idea ; reason to live ; feeling
ADJECTIVES important in life + ; something we all need ; more than a word ; free of charge
ADJECTIVES worth more than money ; part of life ; easy to talk about + ; hard to teach +
ADJECTIVES stronger than fear ; all that counts ; good for the soul + ; old as mankind
ADJECTIVES better than money ; near to love ; stronger than hate ; a big word ; more than money
ADJECTIVES not for sale ; above the law ; different from luck ; the best thing in life
"""
HERB = """
VERBS grow in dry soil ; smell strongest at night ; need a lot of sun ; help the stomach
VERBS taste bitter ; go into many soups ; sell well in any market ; grow in most gardens
VERBS grow along the wall ; need little water ; grow from seeds ; die in the cold ; keep away flies
VERBS make a good tea ; flower in May ; grow wild ; grow by the road ; grow back every year
VERBS need rain ; need shade ; smell of summer ; heal small wounds ; go well with lamb dishes
VERBS give the soup its taste ; like dry ground ; spread in the garden ; dry well
PASSIVES buy at the market ; eat fresh ; sell dried or fresh ; plant in the garden ; use for tea
PASSIVES dry in the sun ; cut before it flowers ; grow in pots ; add to the soup
PASSIVES know to the Romans ; pick in the morning ; cook with fish ; chop for the salad ; eat raw
PASSIVES find in every garden ; hang up to dry ; grow from seed ; sell in small pots
PASSIVES water every day ; use in the kitchen ; pick fresh
NOUNS plant ; plant with small leaves ; plant from {country} ; herb ; plant for the garden
NOUNS herb for soups ; plant with white flowers ; plant for dry soil ; herb from {country}
NOUNS kind of plant ; plant like mint ; herb for tea
ADJECTIVES known in Europe ; unknown in Europe ; sold dried ; eaten fresh ; not the same as mint
ADJECTIVES green all year ; good in soups + ; sensitive to cold + ; fresh from the garden ; bitter +
ADJECTIVES dry ; good for the stomach + ; full of taste ; easy to grow + ; dried or fresh ; fresh +
ADJECTIVES green + ; in flower
"""
MONTH = """
VERBS begin ; begin soon ; bring the first warm days ; return each year ; go by without rain
VERBS begin with rain ; bring heavy rain ; bring snow ; end with a storm ; come with rain
VERBS pass too quickly ; come after weeks of cold ; start with fog ; bring back the birds
VERBS end too soon ; have long nights ; start with rain ; end in the rain ; bring fog
VERBS bring long nights ; last too long ; come early ; come to an end ; have no warm days
VERBS begin on a {weekday} ; go by too quickly ; see a lot of rain ; begin in the cold
PASSIVES follow by months of rain ; spoil by rain ; know for its storms ; need by the farmers
PASSIVES wait for by the children ; spend on the beach ; mark by storms
NOUNS time to visit {city} ; time when the birds return ; time for long walks ; month of storms
NOUNS season for long walks ; time of year when it rains ; time of snow ; month of rain
NOUNS month with few holidays ; time for a holiday ; season of rain ; time to plant trees
NOUNS month to stay at home
ADJECTIVES {wet} + ; too {wet} for the farmers ; {wet} in {region} + ; {n} weeks away ; over
ADJECTIVES full of storms ; {wet} this year ; as {wet} as in {country} ; short of rain
ADJECTIVES still a long time away ; rainy + ; cold and {wet} ; {wet} and windy
ADJECTIVES {wet} on the coast + ; almost over ; here again ; unusually {wet} ; {n} days long
ADJECTIVES far away + ; long and {wet} ; too short ; {wet} for the time of year +
"""
WEATHER = """
VERBS fall all night ; make the roads dangerous ; keep everyone at home ; come from the north
VERBS cover the roads ; fall on the hills ; come in the night ; last until {weekday}
VERBS block the road to {city} ; close the airport ; stop the trains ; turn to ice ; block the roads
VERBS reach the coast ; fall without end ; start before noon ; hide the mountains
VERBS make driving dangerous ; last all day ; hit the coast ; follow the storm
PASSIVES forecast for {weekday} ; expect on {weekday} ; see on the hills ; blow in from the sea
PASSIVES announce on the radio ; expect by noon ; expect near {city} ; report from {region}
PASSIVES bring by the wind ; forecast for the whole week ; fear by drivers ; clear from the roads
PASSIVES need by the farmers ; follow by fog
NOUNS problem for the roads ; danger on the roads ; topic of the forecast ; danger for drivers
NOUNS reason to stay at home ; problem for the trains ; sight from the window
NOUNS surprise for the farmers
ADJECTIVES forecast for {weekday} ; rare in {country} + ; on the way from the north
ADJECTIVES deep on the roads ; all around us ; likely in {region} ; heavy in the hills +
ADJECTIVES on the roads again ; on the forecast ; frequent in {month} + ; common in {country} +
ADJECTIVES in the air ; over by noon ; bad for the roads + ; welcome to the farmers +
ADJECTIVES all over {region}
"""
LANDSCAPE = """
VERBS surround the town ; cover this part of the country ; appear on every map
VERBS look grey in the morning ; shape the landscape ; lie behind the village
VERBS begin behind the house ; separate the two towns ; lie all around the town
VERBS look lovely from the train ; turn green in spring time ; belong to the church ; fill the map
VERBS lie between the villages ; keep the town cool ; disappear in the fog
PASSIVES sell to rich families ; paint by many artists ; see from the train ; own by the church
PASSIVES cut by the railway ; cover in snow ; protect by law ; buy by the state ; find near {city}
PASSIVES draw on the map
ADJECTIVES what I miss most about {region} ; what the village is known for ; just behind the village
ADJECTIVES home to many birds ; part of the landscape ; important for the birds + ; hard to draw +
ADJECTIVES green in summer ; on both sides of the road ; full of birds ; good for a walk +
ADJECTIVES wet after the rain ; brown in the dry months ; full of flowers ; the first thing we saw
ADJECTIVES home to foxes ; under snow ; part of the park ; public ; north of the town
ADJECTIVES white with snow ; hard to cross +
"""
