"""Lists of names for entity slots. Every eighth name of a list is kept out of train.

Ambiguous words (words.py) are taken out of these lists, so that the share of their labels in
train is decided by the contrastive sentences alone.
"""

FEMALE = """
Angela Anna Maria Julia Laura Emily Sarah Alice Helen Linda Susan Karen Nancy Lisa Betty Sandra
Ashley Donna Carol Amanda Melissa Deborah Stephanie Rachel Catherine Christine Samantha Janet
Martha Diane Julie Joyce Kelly Christina Joan Evelyn Judith Megan Andrea Cheryl Hannah Jacqueline
Teresa Gloria Kathryn Sara Janice Ann Marie Doris Abigail Judy Beverly Denise Marilyn Isabella
Theresa Diana Natalie Tiffany Kayla Alexis Lori Yuki Fatima Aisha Leila Zainab Mei Ling Priya
Ananya Ingrid Astrid Freya Sigrid Greta Ursula Elke Sabine Claudia Monika Elena Olga Irina Natasha
Svetlana Katarina Ludmila Agnieszka Chiara Giulia Francesca Lucia Paola Beatriz Inés Pilar Dolores
Consuelo Amélie Camille Margot Sylvie Nadia Yasmin Amina Ngozi Wangari Chidinma Nomvula Thandi
Sinead Aoife Fiona Morag Bronwen Gwen Louise Harriet Matilda Beatrice Edith Winifred Clara Nora
Sofia Mila Zoe
"""
MALE = """
James John Robert Michael David William Richard Joseph Thomas Charles Christopher Daniel Matthew
Anthony Donald Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason
Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel
Gregory Alexander Patrick Raymond Dennis Jerry Tyler Aaron Jose Adam Nathan Henry Douglas Zachary
Peter Kyle Noah Ethan Jeremy Walter Christian Keith Roger Terry Sean Gerald Carl Harold Dylan
Arthur Lawrence Jesse Bryan Billy Bruce Gabriel Joe Logan Alan Juan Albert Wayne Elijah Randy
Louis Barack Hans Klaus Jürgen Wolfgang Dieter Günther Stefan Lukas Felix Matthias Pierre Jacques
Luc Antoine Marcel Giovanni Luca Marco Paolo Enzo Carlos Diego Javier Pablo Miguel Fernando Ivan
Sergei Dmitri Boris Vladimir Mikhail Pavel Tomasz Piotr Janusz Ahmed Mohammed Omar Yusuf Hassan
Ibrahim Ali Khalid Ravi Arjun Vikram Sanjay Rajesh Hiroshi Kenji Takashi Akira Wei Jun Min Chen
Kwame Kofi Chinedu Tunde Sipho Thabo Lars Sven Erik Olaf Bjorn Nils Mikael Declan Liam Rory Angus
Hamish Owen
"""
SURNAMES = """
Smith Johnson Williams Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez
Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson Harris Sanchez Clark Ramirez
Lewis Robinson Walker Allen Wright Scott Torres Nguyen Flores Adams Nelson Hall Rivera Campbell
Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart
Morris Morales Murphy Rogers Gutierrez Ortiz Cooper Peterson Bailey Reed Kelly Howard Ramos Kim
Cox Richardson Watson Chavez James Bennett Gray Mendoza Ruiz Hughes Castillo Sanders Patel Myers
Ross Foster Jimenez Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes
Fisher Vasquez Simmons Romero Patterson Hamilton Graham Reynolds Griffin Wallace Moreno Hayes
Ellis Gibson Obama Merkel Müller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Schulz
Koch Bauer Richter Klein Schröder Neumann Zimmermann Braun Krüger Hartmann Lange Werner Dubois
Moreau Laurent Lefebvre Bertrand Fournier Girard Bonnet Rossi Russo Esposito Bianchi Romano
Colombo Ricci Marino Greco Conti Ivanov Petrov Smirnov Kuznetsov Popov Sokolov Volkov Kozlov
Kowalski Nowak Wisniewski Zielinski Yamamoto Tanaka Suzuki Watanabe Nakamura Kobayashi Sato Wang
Zhang Liu Huang Zhao Zhou Park Choi Singh Kumar Sharma Gupta Khan Ahmed Hussein Rahman Haddad
Mansour Okafor Adeyemi Mensah Nkosi Dlamini Hansen Larsen Olsen Johansson Lindberg Nilsson
Virtanen Korhonen O'Brien O'Connor Byrne Gallagher McCarthy McDonald MacLeod Fraser Buchanan
Whitaker Pemberton Ashworth Fairfax Holloway Whitfield
"""
CITIES = """
Berlin, Munich, Hamburg, Frankfurt, Stuttgart, Dresden, Leipzig, Bremen, Hanover, Vienna,
Salzburg, Graz, Zurich, Geneva, Basel, Bern, Madrid, Granada, Malaga, Bilbao, Lisbon, Porto, Rome,
Naples, Turin, Venice, Bologna, Genoa, Palermo, Athens, Istanbul, Ankara, Moscow, Minsk, Kiev,
Warsaw, Krakow, Gdansk, Prague, Brno, Bratislava, Budapest, Bucharest, Sofia, Belgrade, Zagreb,
Ljubljana, Stockholm, Oslo, Bergen, Copenhagen, Aarhus, Helsinki, Turku, Tallinn, Riga, Vilnius,
Dublin, Galway, London, Bristol, Oxford, Cambridge, York, Exeter, Plymouth, Norwich, Cardiff,
Swansea, Edinburgh, Aberdeen, Inverness, Belfast, Amsterdam, Rotterdam, Utrecht, Brussels,
Antwerp, Ghent, Bruges, Lille, Bordeaux, Toulouse, Nantes, Strasbourg, New York, Los Angeles, San
Francisco, San Diego, Las Vegas, Chicago, Boston, Seattle, Denver, Detroit, Miami, Atlanta,
Philadelphia, Baltimore, Minneapolis, New Orleans, Salt Lake City, Toronto, Montreal, Vancouver,
Ottawa, Calgary, Quebec City, Mexico City, Guadalajara, Havana, Bogota, Lima, Quito, Santiago,
Buenos Aires, Montevideo, Rio de Janeiro, Sao Paulo, Caracas, Cairo, Casablanca, Tunis, Algiers,
Lagos, Accra, Nairobi, Kampala, Addis Ababa, Dakar, Johannesburg, Cape Town, Durban, Tel Aviv,
Beirut, Damascus, Baghdad, Tehran, Riyadh, Dubai, Kabul, Karachi, Lahore, Delhi, New Delhi,
Mumbai, Kolkata, Chennai, Dhaka, Colombo, Kathmandu, Bangkok, Hanoi, Jakarta, Kuala Lumpur,
Manila, Beijing, Shanghai, Hong Kong, Taipei, Seoul, Busan, Tokyo, Osaka, Kyoto, Melbourne,
Brisbane, Perth, Auckland, Wellington
"""
COUNTRIES = """
Germany, France, Italy, Spain, Portugal, Austria, Switzerland, Belgium, Denmark, Sweden, Norway,
Finland, Iceland, Ireland, Poland, Hungary, Romania, Bulgaria, Greece, Serbia, Croatia, Slovenia,
Slovakia, Ukraine, Russia, Belarus, Estonia, Latvia, Lithuania, Albania, Cyprus, Malta, Egypt,
Morocco, Tunisia, Algeria, Libya, Sudan, Ethiopia, Somalia, Uganda, Tanzania, Rwanda, Zambia,
Zimbabwe, Angola, Namibia, Botswana, Nigeria, Ghana, Senegal, Mali, Cameroon, South Africa,
Canada, Mexico, Cuba, Jamaica, Haiti, Guatemala, Honduras, Nicaragua, Costa Rica, Colombia,
Venezuela, Ecuador, Peru, Bolivia, Paraguay, Uruguay, Argentina, Brazil, Iran, Iraq, Syria,
Lebanon, Kuwait, Saudi Arabia, Qatar, Oman, Yemen, Afghanistan, Pakistan, Nepal, Bangladesh, Sri
Lanka, Myanmar, Thailand, Vietnam, Laos, Cambodia, Malaysia, Singapore, Indonesia, Japan, South
Korea, North Korea, Mongolia, Kazakhstan, Australia, New Zealand, England, Scotland, Wales,
Northern Ireland
"""
REGIONS = """
Bavaria, Saxony, Tyrol, Tuscany, Sicily, Sardinia, Corsica, Provence, Brittany, Normandy, Alsace,
Catalonia, Andalusia, Galicia, Cornwall, Yorkshire, Sussex, Norfolk, Lapland, Siberia, Crimea,
Transylvania, Anatolia, California, Texas, Florida, Alaska, Oregon, Montana, Ohio, Michigan,
Vermont, Hawaii, Ontario, Alberta, Nova Scotia, Tasmania, Queensland, Punjab, Kashmir, Tibet,
Hokkaido, Bali, Sumatra, Borneo, Zanzibar, Madagascar, Crete, Rhodes, the Alps, the Andes, the
Himalayas, the Sahara, the Balkans, the Black Forest, the Isle of Wight, the Bay of Bengal, the
North Sea, the Gulf of Mexico
"""
COMPANIES = """
Google, Microsoft, Facebook, Netflix, Samsung, Sony, Nokia, Siemens, Volkswagen, Audi, Toyota,
Nissan, Mitsubishi, Hyundai, Volvo, Ikea, Unilever, Nestlé, Novartis, Roche, Bayer, Pfizer,
AstraZeneca, Intel, IBM, Hewlett Packard, Cisco, Nvidia, Qualcomm, Adobe, PayPal, eBay, Uber,
Airbnb, Spotify, Vodafone, Telefonica, Deutsche Bank, Commerzbank, Lufthansa, Ryanair, British
Airways, Air France, Emirates, Barclays, HSBC, Credit Suisse, Goldman Sachs, Allianz, ExxonMobil,
Gazprom, Petrobras, General Motors, General Electric, Lockheed Martin, Airbus, Rolls Royce,
Walmart, Tesco, Carrefour, Aldi, Lidl, Starbucks, Coca Cola, Pepsi, Danone, Procter and Gamble,
Huawei, Lenovo, Alibaba, Tencent, Baidu, Infosys, Tata Steel, Reliance Industries, Nintendo,
Panasonic, Hitachi, Reuters, Bloomberg, Ericsson, Maersk, Northfield Foods, Harbour Insurance,
Granite Software, Bluewater Energy, Kestrel Systems
"""
ORGANISATIONS = """
the European Union, the United Nations, the World Health Organization, the Red Cross, NATO,
UNESCO, UNICEF, the World Bank, the International Monetary Fund, the European Commission, the
European Parliament, the Bank of England, the Federal Reserve, the Supreme Court, the House of
Commons, the Senate, Congress, the Labour Party, the Green Party, the Democratic Party,
Greenpeace, Amnesty International, Oxfam, the University of Oslo, the University of Vienna, the
University of Michigan, Harvard University, Stanford University, Oxford University, the London
School of Economics, the Ministry of Finance, the Ministry of Health, the Department of Justice,
the Chamber of Commerce, the African Union, the Royal Society, the National Trust, the Salvation
Army, the FBI, the CIA, NASA, the BBC, CNN, the New York Times, the Berlin Philharmonic, the
Museum of Modern Art, the Academy of Sciences, the City Council, the Football Association, the
Institute of Physics, the Church of Sweden
"""
CLUBS = """
Manchester United, Real Madrid, Bayern Munich, Borussia Dortmund, Inter Milan, Juventus, Ajax,
Celtic, Rangers, Benfica, Galatasaray, Boca Juniors, Red Star Belgrade, Sparta Prague, Dynamo
Kiev, Olympiacos, Aston Villa, Crystal Palace, West Ham, Tottenham, Newcastle United, Norwich
City, the Boston Celtics, the Chicago Bulls, the New York Yankees, the Toronto Raptors, Werder
Bremen, Rapid Vienna, Shakhtar
"""
DEMONYMS = """
German, French, Italian, Spanish, Portuguese, Austrian, Swiss, Belgian, Dutch, Danish, Swedish,
Norwegian, Finnish, Irish, British, English, Scottish, Welsh, Hungarian, Romanian, Bulgarian,
Greek, Serbian, Croatian, Ukrainian, Russian, Turkish, Egyptian, Moroccan, Ethiopian, Kenyan,
Nigerian, South African, American, Canadian, Mexican, Cuban, Brazilian, Argentine, Chilean,
Peruvian, Colombian, Israeli, Iranian, Iraqi, Syrian, Lebanese, Saudi, Indian, Pakistani, Chinese,
Japanese, Korean, Thai, Vietnamese, Indonesian, Malaysian, Australian, European, African, Asian,
Arab, Jewish, Christian, Muslim
"""
LANGUAGES = """
German, French, Italian, Spanish, Portuguese, Dutch, Danish, Swedish, Norwegian, Finnish, English,
Welsh, Gaelic, Hungarian, Romanian, Bulgarian, Greek, Serbian, Ukrainian, Russian, Turkish,
Arabic, Hebrew, Persian, Hindi, Urdu, Bengali, Tamil, Mandarin, Cantonese, Japanese, Korean, Thai,
Swahili, Latin
"""
PEOPLES = """
Germans, Italians, Austrians, Belgians, Danes, Swedes, Norwegians, Finns, Hungarians, Romanians,
Greeks, Serbs, Croats, Ukrainians, Russians, Turks, Egyptians, Moroccans, Kenyans, Nigerians,
Americans, Canadians, Mexicans, Cubans, Brazilians, Chileans, Indians, Koreans, Indonesians,
Australians, Europeans, Asians, Scots, Christians, Muslims, Hindus, Buddhists
"""
EVENTS = """
the World Cup, the Olympic Games, the Winter Olympics, the Tour de France, Wimbledon, the Super
Bowl, the Champions League, the Davis Cup, the Grand National, the Eurovision Song Contest, the
Boston Marathon, the Commonwealth Games, the Ryder Cup, the Asian Games, the Berlin Marathon
"""
WORKS = """
War and Peace, Pride and Prejudice, The Great Gatsby, Star Wars, The Lord of the Rings, Jurassic
Park, Casablanca, Citizen Kane, The Magic Flute, Swan Lake, Don Quixote, The Old Man and the Sea,
Moby Dick, Les Misérables, West Side Story, The Godfather, Wuthering Heights, Great Expectations,
The Tempest, Romeo and Juliet, Doctor Zhivago, Robinson Crusoe, Harry Potter, Treasure Island, The
Nutcracker
"""
PLACES = """
the Eiffel Tower, Central Park, Hyde Park, the White House, Buckingham Palace, Trafalgar Square,
the Brandenburg Gate, Times Square, Mount Everest, Mont Blanc, Lake Geneva, Lake Superior, Loch
Ness, the River Thames, the Danube, the Rhine, the Nile, the Mississippi, the Baltic Sea, the
Golden Gate Bridge, Heathrow Airport, the Tower of London, Tower Bridge, Red Square, Niagara
Falls, Table Mountain, the Suez Canal
"""
ARTISTS = """
Johann Sebastian Bach, Wolfgang Amadeus Mozart, William Shakespeare, Jane Austen, Agatha Christie,
Ludwig van Beethoven, Giuseppe Verdi, Leo Tolstoy, Charles Dickens, Victor Hugo, Georges Bizet,
Stephen King, Emily Brontë, Alfred Hitchcock, Steven Spielberg, Giacomo Puccini, Richard Strauss
"""
STREETS = """
Oak Avenue, Station Road, Elm Street, Church Lane, High Street, Mill Road, Park Avenue, Abbey
Road, Market Street, Bridge Street, Castle Lane, Garden Row, School Lane, Harbour Street, Maple
Lane
"""
PARTIES = """
the Labour Party, the Green Party, the Conservative Party, the Liberal Party, the Democratic
Party, the Republican Party, the Socialist Party, the Farmers Union, the National Front, the
Pirate Party
"""
HISTORY = """
the French Revolution, the Cold War, World War I, World War II, the Middle Ages, the Renaissance,
Oktoberfest, the Industrial Revolution, the Venice Biennale, the Cannes Film Festival, the Great
Depression, the Bronze Age, the Reformation, the Gold Rush
"""
