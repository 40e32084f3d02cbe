"""Ordinary sentences: news, sport, business, everyday life, with and without entities.

One template a line; slots as in slots.py, entity slots as in grammar.py. "FIXED" holds sentences
written out, with the labels of words given as word/LABEL (neighbours of one label are one entity).
"""

NEWS = """
{person} visited {city} on {weekday} .
{person} was born in {city} .
{person} was born in {city} , {country} , in {year} .
{person} died in {city} at the age of {n} .
{person} met {person} in {city} {when} .
{person} , the president of {country} , arrived in {city} {when} .
{person} , {n} , was elected mayor of {city} .
{person} of {org} said that the talks had failed .
{surname} said {org} would help the refugees .
{surname} told reporters in {city} that he was innocent .
{surname} , who was born in {country} , moved to {city} in {year} .
Mr {surname} refused to speak about {topic} .
Mrs {surname} lives in {city} with her two sons .
Dr {surname} works at {org} .
President {surname} will travel to {country} next week .
Prime Minister {person} met the leaders of {country} and {country} .
Chancellor {surname} and President {surname} talked for {n} hours .
General {surname} sent his troops to {region} .
Judge {person} sent the man to prison for {n} years .
{org} fined {company} .
{org} has fined {company} {big} dollars .
{org} said on {weekday} that prices had gone up .
{org} called for peace in {country} .
{org} and {org} sent doctors to {country} .
{org} will meet in {city} in {month} .
Members of {org} voted against the plan .
A spokesman for {org} said nothing about {topic} .
The head of {org} , {person} , resigned {when} .
Police in {city} arrested {n} {demonym} tourists .
The {demonym} government signed a treaty with {country} .
The Prime Minister of {country} met {person} in {city} .
{country} and {country} signed a deal .
The {demonym} president , {person} , flew to {city} .
The {demonym} embassy in {city} was closed {when} .
{n} {demonym} soldiers were killed in {region} .
{people} and {people} went to the polls on {weekday} .
Many {people} live in {city} .
Most {people} speak {language} .
Thousands of {people} left {country} after the war .
The war between {country} and {country} lasted {n} years .
An earthquake shook {region} {when} .
Heavy rain fell in {region} and in the north of {country} .
A train from {city} to {city} was late .
The road from {city} to {city} is closed .
Flights between {city} and {city} were cancelled {when} .
{city} is further away than {city} .
{city} , an old city , lies on a river .
{history} changed the world .
The exhibition in {city} is about {history} .
{city} and {city} are big cities .
{city} has {big} inhabitants .
{country} lies between {country} and {country} .
{country} , {country} and {country} signed the agreement .
{country} 's economy is growing .
{country} exports {beer} to {country} .
The population of {country} is growing fast .
The north of {country} is colder than {region} .
{region} is part of {country} .
{region} was cut off by the snow .
The king of {country} was buried in {city} .
The bridge near {place} was built in {year} .
The house stands near {place} .
We walked from {place} to {place} .
{place} was in the news {when} .
A picture of {place} hung in the hall .
The elections in {country} were won by {party} .
{city} ( {country} ) : {n} people were hurt when a bus hit a tree .
{city} , {month} {n} : Talks about {topic} began {when} .
In {country} , {person} is a hero .
In {year} , {person} wrote a book about {country} .
In {month} {year} , {company} opened a plant in {country} .
On {weekday} , {org} published a report about {country} .
According to {org} , {big} people live there .
"""
SPORT = """
{club} beat {club} {score} on {weekday} .
{club} lost to {club} in the final .
{club} signed {person} from {club} .
{person} of {country} won {event} in {year} .
{person} ( {country} ) beat {person} ( {country} ) 6 - 4 6 - 2 .
{person} scored twice for {club} .
{surname} scored {n} points against {club} .
{surname} scored the only goal of the game .
{surname} , the {demonym} captain , was hurt in the first half .
The {demonym} team won {event} .
{country} beat {country} {score} in {city} .
{country} will play {country} in {city} .
Coach {person} left {club} after {n} years .
{event} will be held in {city} in {year} .
{event} began in {city} {when} .
Fans of {club} fought with fans of {club} .
The winner of {event} was {person} from {country} .
1. {person} ( {country} ) 2. {person} ( {country} ) 3. {person} ( {country} )
{club} 's goalkeeper , {person} , is from {country} .
"""
BUSINESS = """
{company} bought {company} for {big} million dollars .
{company} and {company} will work together .
{company} opened an office in {city} {when} .
{company} hired {person} as its new manager .
{company} , based in {city} , makes cars .
{company} is a {demonym} company .
{company} 's profits fell by {percent} .
Shares of {company} {rise} {percent} .
{person} works for {company} in {city} .
{person} founded {company} in {year} .
{person} left {company} and joined {company} .
{person} , a lawyer for {company} , said nothing .
The {demonym} company {company} closed its offices in {country} .
Workers at {company} went on strike on {weekday} .
I bought my phone from {company} .
She has worked for {company} for {n} years .
{company} announced new phones and computers {when} .
{company} sells its products in {country} , {country} and {country} .
The price of {beer} rose by {percent} in {country} .
The new chairman of {company} , {person} , comes from {city} .
{org} sued {company} over its prices .
"""
EVERYDAY = """
{first} and {first} are going to {city} tomorrow .
{first} lives in {city} and works for {company} .
{first} , {first} and {first} went swimming {when} .
{first} told {first} about the trip to {country} .
My friend {first} speaks {language} and {language} .
My {kin} {first} has a house near {city} .
Did {first} call you {when} ?
Have you ever been to {country} ?
Is {city} far from {city} ?
Where does {person} live now ?
What did {first} say about {country} ?
Who told {first} that {company} was hiring ?
We spent our holidays in {region} .
We flew from {city} to {city} {when} .
I met {first} {surname} at a concert in {city} .
I have never been to {city} , but my {kin} was born there .
Last year we went to {country} with {first} .
She gave {first} a book about {region} .
He lent {first} his {belong} .
They named their daughter after {artist} .
" I love {city} , " said {first} .
" Where is {first} ? " asked {person} .
{first} said : " {city} is too expensive for us . "
He speaks {language} with a {demonym} accent .
She teaches {language} at a school in {city} .
{language} is not easy to learn .
Do you like {demonym} food ?
We had {demonym} soup and {demonym} bread for lunch .
I read " {work} " {when} .
My {kin} has seen {work} {n} times .
{work} is a great story .
Neither {person} nor {person} has read {work} .
{artist} was one of the greatest artists of all time .
We watched {event} on television .
{event} was on television {when} .
Please send the letter to {person} , 12 {street_name} , {city} .
{person} lives at 45 {street_name} .
Turn left into {street_name} and walk to {place} .
Dear {first} , thank you for your letter from {city} .
Best wishes from {city} , {first}
Yours , {person}
Ask {first} or {first} for help .
Tell {person} that I am in {city} until {weekday} .
Call {first} at noon .
The letter from {first} arrived {when} .
The book was written by {person} and printed in {city} .
Both {first} and I like {country} .
Neither {first} nor {first} knew {person} .
Mum , Dad , {first} and I drove to {region} .
His name is {person} and he comes from {country} .
Her name was {first} .
This is {person} from {company} .
Teachers in {country} earn more than teachers in {country} .
{person} 's book about {artist} was a success .
{first} 's {kin} is a {job} .
{person} played {artist} in the film .
We listened to {artist} all evening .
The {job} , {person} , {did} .
The {job} from {city} {did} {when} .
"""
PLAIN = """
The {job} {did} {when} .
The {job} {house_did} {house} {when} .
The {job} {kitchen_did} {meal} {for_whom} .
The children {did} {where} .
The {job} and the {job} talked about {topic} .
My {kin} is a {job} .
My {kin} {house_did} {house} .
My {kin} {did} when the phone rang .
Our {job} is {mood} today .
We talked about {topic} {when} .
I forgot my {belong} {where} .
Where did you leave your {belong} ?
What time is it ?
Could you help me with the {belong} , please ?
She {did} because she was {mood} .
He {house_did} {house} and went to bed .
They were {mood} when they came home .
It was raining {when} .
It is too late to talk about {topic} .
There were {n} people {where} .
There are {n} chairs {where} .
The {belong} on the table is mine .
The train was {n} minutes late {when} .
The meeting was moved to {weekday} .
Nobody knew what to say about {topic} .
" I am {mood} , " said the {job} .
" Come in , " he said , " and sit down . "
Please close the window , it is cold .
Do not forget your {belong} .
If it rains , we will stay at home .
The flowers {grow} {nature_where} .
The plates {sold} {market} .
The old man wore {clothes} .
Bread and cheese , that was all we had {when} .
The soup tastes {food_how} .
Prices rose by {percent} in {month} .
The company hired {staff} {when} .
The team lost the final {when} .
A good answer is worth more than money .
Some of the shops were closed {when} .
Why is the {job} so {mood} ?
How many people live here ?
Nothing has changed since {year} .
In {year} , the old school was closed .
On {weekday} we have no lessons .
First we had {beer} , then {beer} , then more {beer} .
The police arrested {n} men {when} .
The government wants to raise taxes .
Ministers will meet again on {weekday} .
More than {big} people came to the concert .
The city was {place_pp} in the {century} century .
The country {country_did} in {year} .
The novel {work_did_novel} .
The museum is closed on {weekday} .
Yesterday the {job} {did} .
Unfortunately the {belong} was broken .
"""
FIXED = """
Teddy/PER was a great president .
Teddy bears are on sale !
Teddy/PER said that he was tired .
Berlin/LOC is the capital of Germany/LOC .
Rome/LOC is the capital of Italy/LOC .
Madrid/LOC , the capital of Spain/LOC , is very old .
Teddy bears sell well before Christmas .
Angela/PER Merkel/PER visited Paris/LOC on Tuesday .
Barack/PER Obama/PER was born in Hawaii/LOC .
The European/ORG Union/ORG fined Google/ORG .
Angela/PER visited Berlin/LOC in May .
Theodore/PER Roosevelt/PER , known as Teddy/PER , was president of the United/LOC States/LOC .
The United/LOC States/LOC and the United/LOC Kingdom/LOC signed the treaty .
The United/LOC States/LOC of/LOC America/LOC has fifty states .
The United/LOC Kingdom/LOC left the European/ORG Union/ORG .
The meeting in Washington/LOC lasted two hours .
He flew from London/LOC to Washington/LOC on Friday .
She bought shares of Apple/ORG and Amazon/ORG .
He has worked for Apple/ORG since 2010 .
The president of China/LOC visited Turkey/LOC .
Trade with China/LOC fell by five percent in March .
We spent a week in Paris/LOC .
They moved from Paris/LOC to Chicago/LOC .
I ate an apple and a slice of bread .
A rose stood on the table .
The turkey was in the oven .
We will meet in May or June .
In April it rained every day .
The shop was closed in March and July .
The Czech/LOC Republic/LOC borders on Germany/LOC and Poland/LOC .
Nelson/PER Mandela/PER became president of South/LOC Africa/LOC in 1994 .
Albert/PER Einstein/PER was born in Ulm/LOC .
Marie/PER Curie/PER was a Polish/MISC scientist who worked in Paris/LOC .
Mozart/PER was born in Salzburg/LOC and died in Vienna/LOC .
"""
