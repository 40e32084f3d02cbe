"""The ambiguous words by sort of ambiguity, and which of them are kept for validation and test.

A block is "train ; train ... | test ; ... | valid ; ...". An entry is the word, then its fields:
f or m (how pronouns refer to a person of that name), and compound heads "group:head,head|..."
written with "/" between heads for train, for unseen cues in test, and in validation.
"""

# PER v. O; the thing is named by a compound: "Rose petals", "Brown bread", "Teddy bears".
PERSON_COMPOUND = """
Teddy m goods:bears ; Rose f nature:petals,bushes,gardens,leaves/thorns,stems/hips
Lily f nature:petals,bulbs,leaves,ponds/stems/bouquets
Violet f nature:petals,seeds,flowers/stems,blooms/bouquets abstract:eyes
Daisy f nature:petals,flowers,seeds/stems,blooms/chains
Heather f nature:flowers,moors,seeds/blooms/hillsides
Olive f nature:trees,groves,leaves,branches/twigs,orchards/kernels food:oil,bread/paste/soap
Hazel f nature:trees,bushes,leaves,branches/twigs,hedges/shoots
Holly f nature:trees,bushes,leaves,branches/twigs,hedges/berries
Ivy f nature:leaves,plants,roots/tendrils,vines/shoots
Willow f nature:trees,branches,leaves/twigs/shoots goods:baskets/hampers/-
Cherry f nature:trees,flowers,seeds/orchards,blooms/kernels food:pie,juice,cake,jam/tart/syrup
Clementine f nature:trees,leaves/orchards/- food:juice,jam,cake/marmalade,tart/syrup
Ginger f food:tea,cake,bread,soup/ale/syrup nature:plants,roots/rhizomes/-
Basil m food:soup,oil,bread,sauce/pesto,dressing/- nature:leaves,plants,seeds/stems/-
Rosemary f food:oil,bread,sauce/dressing/- nature:leaves,bushes,plants/stems,hedges/-
Jasmine f food:tea,rice,oil/essence/syrup nature:flowers,bushes,plants/blooms,vines/-
Saffron f food:rice,soup,cake,sauce/risotto,dressing/- nature:flowers,bulbs/blooms/-
Amber f goods:rings,necklaces,earrings,beads/brooches,pendants/anklets
Pearl f goods:necklaces,earrings,buttons,rings/brooches,tiaras/anklets
Ruby f goods:rings,necklaces,earrings/brooches,pendants/anklets
Jade f goods:rings,beads,vases,statues/pendants,figurines/anklets
Robin m animal:nests,eggs,chicks/feathers,hatchlings/fledglings
Jay m animal:nests,feet,chicks,eggs/feathers,hatchlings/fledglings
Wren f animal:nests,eggs,chicks/feathers,hatchlings/fledglings
Penny f goods:coins,whistles,sweets/stamps,loafers/-
Carol f abstract:concerts,services,singers/rehearsals/-
Frank m abstract:answers,words,questions,letters/replies,remarks/confessions
Rich m abstract:families,people,countries/widows,bankers/heirs
Sandy f nature:beaches,paths,fields/dunes,coves/ridges
Sunny f abstract:days,mornings,rooms/afternoons,weekends/spells
Brown m food:bread,rice,sugar/toast/- goods:shoes,boxes/jackets/- animal:bears,hens/rabbits/-
White m food:bread,rice,wine/toast/- goods:plates,shirts/jackets/- animal:mice,hens/rabbits/-
Green m goods:plates,shirts,doors/jackets,curtains/- food:tea,soup/curry/-
Black m goods:shoes,coats/jackets/- food:tea,coffee,bread/pudding/- animal:cats,bears/rabbits/-
Young m abstract:people,families,singers/widows/- animal:birds,foxes/rabbits,deer/-
Long m abstract:letters,days,answers/speeches,silences/- nature:paths,beaches/dunes,avenues/-
Wise m abstract:people,words,answers/remarks,rulers/-
Wolf m animal:cubs,packs,tracks/howls/-
Bird m animal:nests,eggs,tracks/feathers/-
King m animal:penguins,crabs/cobras/-
Bush m nature:roads,plants/trails/- animal:foxes,pigs/babies/-
Rice f food:soup,bread,cake,wine/pudding/- nature:fields,plants,seeds/paddies,terraces/-
| Poppy f nature:petals,seeds,flowers,fields ; Iris f nature:bulbs,petals,flowers
Marigold f nature:seeds,petals,flowers,plants ; Primrose f nature:petals,flowers,plants
Laurel f nature:trees,leaves,bushes,branches ; Rowan m nature:trees,branches,leaves
Fern f nature:leaves,plants ; Sage m food:tea,bread,soup,oil nature:leaves,plants
Opal f goods:rings,necklaces,earrings,beads ; Coral f goods:necklaces,beads,earrings,rings
Crystal f goods:vases,beads,earrings,statues ; Raven f animal:nests,eggs,chicks,feet
Lark f animal:nests,eggs,chicks ; Misty f abstract:mornings,days nature:beaches,moors
Curt m abstract:answers,letters,words,questions ; Short m abstract:letters,answers,words,days
Strong m food:coffee,tea,wine abstract:words,people ; Bean m food:soup nature:plants,seeds,fields
| Petunia f nature:petals,flowers,seeds ; Juniper f nature:bushes,branches,trees
Beryl f goods:rings,necklaces,beads ; Merlin m animal:nests,eggs,chicks
Pepper f food:soup,sauce,oil ; Gray m goods:coats,shirts,shoes animal:mice,cats
Dusty m nature:paths,roads,fields ; Sharp m abstract:words,answers,questions
"""
# PER v. O; the thing stands alone: months and seasons, virtues, weather, plurals.
PERSON_MONTH = "April f ; May f ; June f ; March m ; July f | August m ; October f | December f"
PERSON_SEASON = "Summer f ; Spring f | Autumn f | Winter f"
PERSON_ABSTRACT = """Hope f ; Faith f ; Grace f ; Joy f ; Art m ; Patience f ; Charity f
Honour f
| Mercy f ; Harmony f ; Prudence f ; Justice m ; Courage m | Liberty f ; Glory f"""
PERSON_MASS = """Ginger f ; Basil m ; Rosemary f ; Jasmine f ; Saffron f ; Senna f
Tansy f ; Sorrel f ; Cassia f ; Valerian m ; Cicely f ; Dill m | Sage m
Clover f ; Myrtle f ; Angelica f | Lavender f ; Pepper f"""
PERSON_WEATHER = "Snow m ; Frost m ; Rain f | Hail m | Sleet m"
PERSON_PLURAL = """Woods m ; Rivers m ; Fields m ; Brooks m ; Hills m ; Stones m
| Meadows f ; Bridges m | Parks f"""
# PER v. O; an imperative and what it takes: "Mark the page".
PERSON_VERB = """
Mark m obj:date,page,box,place,text/paragraph,entrance/margin
Bill m obj:client,customer,company,guests/tenant,borrower/lodger
Sue f obj:company,manager,bank,owner/council,publisher/builder
Grant m obj:request,wish/licence,permit/pardon
Chase m obj:dog,cat,hens,ball/thief,squirrel/goat
Rob m obj:bank,train,owner/jeweller,grocer/treasury
Pat m obj:dog,horse,cat,dough/pony,puppy/calf
Skip m obj:lesson,meeting,meal,chapter/paragraph,rehearsal/preface
Jack m up:car,van,trailer/lorry,tractor/wagon
Frank m obj:letters,envelope,parcel/postcard,document/-
Josh m obj:guests,boys/pupils,newcomers/-
Cook m obj:rice,meat,fish,onions/lentils,spinach/shrimps
Ward m off:flies,wolves,cold/mosquitoes,burglars/- ; Chip m obj:ice,stone,ball/marble,enamel/-
Rush f obj:letters,guests,parcel/postcard,telegram/-
Page m obj:doctor,manager,nurse/surgeon,porter/-
| Chuck m obj:ball,stone,box ; Pierce m obj:meat,ice,stone ; Stew m obj:meat,onions,fish
Nick m obj:box,page,ball
Trace f obj:letters,text,parcel ; Peg f obj:letters,page ; Pitch m obj:ball,stone
| Lance m obj:meat,fish ; Tuck m obj:letters,envelope ; Ransom m obj:guests,boys
"""
PERSON_AUX = "Will m ; May f | | "
# LOC v. PER.
PLACE_PERSON = """
Jordan m country ; Chelsea f city ; Sydney f city ; Florence f city ; Austin m city
Dallas m city
Savannah f city ; Charlotte f city ; Paris f city ; Lincoln m city ; Washington m city
Houston m city
Madison f city ; Jackson m city ; Victoria f city ; Carolina f region ; Georgia f country
Virginia f region
Israel m country ; Kent m region ; Devon m region ; Brittany f region ; Lorraine f region
Chad m country
Adelaide f city ; Alexandria f city ; Kenya f country ; Vienna f city ; Lancaster m city
Cheyenne f city
Bristol f city ; Preston m city ; Carlisle m city ; Logan m city
| Brooklyn f city ; Verona f city ; Siena f city ; India f country ; Catania f city
Dakota f region
Camden m city ; Orlando m city ; Santiago m city ; Montana f region ; Ireland f country
Trenton m city
Holland m country ; Geneva f city ; Lourdes f city
| Raleigh m city ; Odessa f city ; Asia f region ; Tyrone m region ; Lourenço m city
Milan m city
"""
# LOC v. O.
PLACE_THING = """
Turkey country food:soup,pie,salad/sandwiches,stew/goulash animal:eggs,chicks/feathers/-
China country goods:plates,cups,vases,dolls/teapots,saucers/bowls
Java region abstract:courses,classes/programmers,tutorials/-
Cologne city goods:bottles,samples/sprays/-
Champagne region goods:bottles,glasses/corks,flutes/buckets
Bath city goods:towels,mats/taps,robes/-
Reading city goods:lamps,glasses/desks/- abstract:lessons,classes,groups/habits,skills/-
Nice city abstract:people,words,families/manners,waiters/- goods:dresses,shirts/curtains/-
Mobile city abstract:phones,homes,libraries/networks,kitchens/-
Buffalo city animal:herds,tracks,skins/horns,calves/-
Orange city food:juice,cake,jam,tea/marmalade,squash/- nature:trees,groves,flowers/orchards/-
Phoenix city abstract:legends,stories/myths/-
Hull city abstract:repairs/inspections/- ; Cork city goods:boards,mats,tiles/stoppers,coasters/-
Panama country goods:hats/-/- ; Jersey region goods:dresses,shirts/skirts/-
Battle city abstract:stories,plans,songs/scars,cries/-
Split city goods:logs/-/- abstract:decisions/votes,verdicts/-
Rugby city abstract:clubs,players,songs,fans/balls,scrums/- ; Deal city abstract:makers/breakers/-
| Sandwich city goods:boxes,plates ; Rye city food:bread,wine,cake nature:fields
Cashmere city goods:coats,dresses,shirts ; Brie region food:salad,pie,soup
Guinea country animal:pigs,hens
Barking city animal:foxes,packs ; Lima city nature:fields,plants
Ham city food:soup,pie,salad
| Angora region goods:coats,shirts
"""
# ORG v. O.
COMPANY_THING = """
Apple food:pie,juice,cake,jam/tart,cider/strudel nature:trees,leaves,branches/orchards/-
Shell goods:necklaces,beads,buttons/bracelets,mosaics/-
Target abstract:dates,groups,prices/audiences,scores/-
Gap abstract:years/-/- ; Oracle abstract:stories,legends/prophecies/-
Visa abstract:rules,fees,letters/applications,restrictions/-
Sprint abstract:races,records/trials/- ; Puma animal:cubs,tracks,skins/paws,kittens/-
Jaguar animal:cubs,tracks,skins/paws,kittens/- ; Dove animal:nests,eggs,chicks/feathers,wings/-
Blackberry food:jam,pie,juice,tea/tart,cordial/- nature:bushes,leaves/brambles,thickets/-
Subway abstract:trains,maps,rides/tunnels,commuters/- ; Domino abstract:games,clubs/tournaments/-
Caterpillar animal:tracks,eggs/cocoons/-
Delta nature:fields,islands/swamps,channels/-
Penguin animal:chicks,eggs,feet/feathers,colonies/-
Virgin nature:forests,beaches/rainforests,slopes/- ; Chase abstract:scenes/sequences/-
Corona abstract:rules,tests/vaccines,lockdowns/-
Mango food:juice,salad,jam,cake/chutney/- nature:trees,groves,leaves/orchards/-
Diesel abstract:trains,prices/engines,fumes/-
Compass goods:sets,cases/needles,roses/- ; Square goods:plates,boxes,tables/envelopes/-
Monster abstract:stories,songs/myths,sightings/-
Time abstract:limits/travellers/- ; Fortune abstract:hunters,books/tellers,cookies/-
Tiger animal:cubs,tracks,skins/paws,kittens/-
| Fox animal:cubs,tracks,skins ; Lotus nature:flowers,petals,leaves,ponds
Kiwi food:juice,jam,salad animal:chicks,eggs
Raspberry food:jam,juice,cake nature:bushes,leaves ; Palm nature:trees,leaves,branches,groves
Beetle animal:tracks,eggs
Puffin animal:nests,eggs,chicks ; Zoom abstract:classes,lessons,courses
Sky abstract:maps,stories ; Eagle animal:nests,eggs,chicks,feet
Total abstract:prices,fees
| Mustang animal:herds,tracks ; Ladybird animal:eggs ; Tide abstract:tables
Lynx animal:cubs,tracks ; Peach food:jam,cake,juice
"""
# LOC v. ORG (a football club named after its town), PER v. ORG (a founder and the firm).
PLACE_CLUB = """
Chelsea ; Liverpool ; Barcelona ; Valencia ; Leeds ; Sunderland ; Southampton ; Portsmouth
Burnley
Marseille ; Lyon ; Monaco ; Dortmund ; Everton ; Leicester ; Nottingham ; Watford ; Blackpool
Birmingham ; Middlesbrough ; Derby ; Reading ; Parma ; Seville ; Freiburg
Wolfsburg ; Augsburg ; Eindhoven ; Malmö ; Basel ; Salford ; Coventry ; Fulham ; Dundee
| Brighton ; Ipswich ; Stoke ; Getafe ; Villarreal ; Mainz ; Bergamo ; Enschede ; Swindon
Luton ; Rennes ; Bochum | Bournemouth ; Cagliari ; Metz ; Sheffield"""
PERSON_COMPANY = """
Ford m ; Disney m ; Boeing m ; Dell m ; Morgan m ; Tesla m ; Porsche m ; Ferrari m ; Honda m
Bosch m
Chanel f ; Gucci m ; Dior m ; Philips m ; Hilton f ; Kellogg m ; Heinz m ; Michelin m ; Renault m
Bentley m ; Stanley m ; Dyson m ; Chase m ; Gillette m ; Colgate m ; Cadbury m ; Versace f
Bugatti m
Mercedes f ; Wrigley m ; Ferrero m ; Chrysler m
| Peugeot m ; Hershey m ; Prada f ; Armani m ; Levi m ; Maserati m ; Wendy f ; Lloyd m ; Casio m
Dunlop m ; Zeiss m ; Harley m | Lamborghini m ; Burberry m ; Rowntree f ; Steinway m"""
PLACE_COMPANY = """Amazon region ; Patagonia region ; Columbia region ; Santander city
Evian city ; Nokia city
Phoenix city ; Lincoln city ; Delta region ; Vittel city ; Avon region ; Volvic city
| Lucerne city ; Vichy city ; Clydesdale region ; Sierra region | Selters city ; Niagara region"""
# PER v. MISC (a book, film or opera named after its hero).
PERSON_WORK = """
Emma f novel ; Hamlet m play ; Rebecca f novel ; Carrie f novel ; Macbeth m play ; Othello m play
Ulysses m novel ; Matilda f novel ; Heidi f novel ; Carmen f opera ; Tosca f opera ; Aida f opera
Salome f opera ; Evita f film ; Gandhi m film ; Rocky m film ; Lolita f novel ; Gigi f film
Amadeus m film
Faust m play ; Tartuffe m play ; Phaedra f play ; Electra f play
Nabucco m opera ; Turandot f opera
Parsifal m opera ; Lohengrin m opera ; Falstaff m opera ; Manon f opera ; Rusalka f opera
Clarissa f novel ; Kim m novel ; Frankenstein m novel ; Coraline f novel ; Momo f novel
Trilby f novel ; Nana f novel ; Justine f novel ; Moana f film ; Dumbo m film ; Alfie m film
Gilda f film ; Juno f film ; Frida f film ; Pinocchio m novel ; Cinderella f film ; Annie f film
Mulan f film ; Elektra f opera ; Fidelio m opera ; Rigoletto m opera ; Eugenie f novel
| Medea f play ; Norma f opera ; Candide m novel ; Ivanhoe m novel ; Bambi m film
Pygmalion m play ; Lulu f opera
Pamela f novel ; Shirley f novel | Antigone f play ; Selma f film ; Siegfried m opera
Dracula m novel
"""
# The name goes on: "Rose Street" (LOC) v. Rose (PER); "Houston Airways" (ORG) v. Houston (LOC).
PERSON_STREET = """Rose f ; Lincoln m ; Victoria f ; Holly f ; Washington m ; Charlotte f
Stanley m
Hazel f ; Jackson m ; Ivy f ; Albert m ; George m ; Wilson m ; Margaret f ; Elizabeth f
Clifton m
Russell m ; Baker m ; Nelson m ; Hope f | Laurel f ; Rowan m ; Wellesley m ; Cromwell m
Marlborough m
Churchill m ; Fern f | Gladstone m ; Beatrix f ; Juniper f"""
PLACE_FIRM = """Jordan country ; Houston city ; Georgia country ; Austin city ; Dallas city
Sydney city
Leeds city ; Liverpool city ; Florence city ; Vienna city ; Kenya country ; China country
Turkey country
Birmingham city ; Lyon city ; Virginia region ; Devon region ; Nottingham city ; Valencia city
| Brighton city ; Geneva city ; India country ; Dakota region ; Stoke city ; Chile country
Cuba country
| Sheffield city ; Tyrone region ; Odessa city"""
# Words that name persons by surname; no second surname may follow them.
FAMILY_NAMES = """Brown White Green Black Young Long Wise Wolf Bird King Bush Rice Rich Short Strong
Bean Gray Sharp Pepper Snow Frost Rain Hail Sleet Thunder Storm Woods Rivers Fields Brooks Hills
Stones Banks Bridges Meadows Flowers Waters Parks Marshes Cook Ward Rush Page Chip Pitch Ransom
Ford Disney Boeing Dell Morgan Tesla Porsche Ferrari Honda Bosch Chanel Gucci Dior Philips Hilton
Kellogg Heinz Michelin Renault Bentley Dyson Gillette Colgate Cadbury Versace Bugatti Wrigley
Ferrero Chrysler Peugeot Hershey Prada Armani Maserati Lloyd Casio Dunlop Zeiss Lamborghini
Burberry Rowntree Steinway Gandhi Jackson Washington Lincoln Houston Wilson Russell Baker Nelson
Cromwell Marlborough Churchill Gladstone Wellesley Macbeth March Frankenstein Dracula Lancaster"""
# Heads in the group "nature" that are no parts of plants but places.
SCENES = """gardens ponds moors fields groves beaches paths roads forests islands dunes coves slopes
hillsides ridges orchards avenues trails paddies terraces swamps channels
rainforests bogs thickets brambles"""
