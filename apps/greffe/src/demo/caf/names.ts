/** Names as they are in the North, of nobody in particular. */
const listed = (text: string): readonly string[] => text.trim().split(/\s*,\s*/);

export const FIRST_NAMES = listed(`
  Agnès, Alice, Amandine, Amina, Anaïs, Anne, Antoine, Arnaud, Audrey, Aurélie, Bastien, Béatrice, Benoît, Brigitte, Camille,
  Caroline, Catherine, Cécile, Céline, Chloé, Christelle, Christophe, Clémence, Corinne, Damien, David, Delphine, Élise, Élodie,
  Émilie, Estelle, Fabienne, Farid, Florence, François, Françoise, Frédéric, Gaëlle, Gérald, Grégory, Guillaume, Hugo, Isabelle,
  Jérôme, Julie, Justine, Karine, Laëtitia, Laura, Laurence, Léa, Leïla, Ludovic, Lydie, Magali, Marc, Margaux, Marie, Marine,
  Marion, Martine, Mathilde, Maxime, Mélanie, Michaël, Mohamed, Monique, Muriel, Myriam, Nadège, Nathalie, Nicolas, Noémie,
  Océane, Olivier, Pascale, Patricia, Perrine, Philippe, Rachid, Régis, Sabine, Samira, Sandrine, Sarah, Sébastien, Séverine,
  Simon, Solène, Stéphanie, Sylvie, Thibault, Valérie, Véronique, Virginie, Xavier, Yann, Yasmine, Zoé`);

export const LAST_NAMES = listed(`
  Bailleul, Barbier, Baudoin, Bécu, Béghin, Benali, Berthe, Blanchard, Blondel, Bocquet, Bonte, Boulanger, Bourgois, Bouvier,
  Brasseur, Caron, Carpentier, Cattez, Caudron, Chevalier, Cléry, Clément, Colin, Coquelle, Cordier, Cousin, Crépin, Croquefer,
  D’Hulst, Danel, Debacker, Debruyne, Declercq, Decroix, Defrance, Degand, Dehaene, Delannoy, Delattre, Delcroix, Delebarre,
  Deleplanque, Delobel, Delporte, Delvallée, Demarcq, Denis, Deschamps, Desmet, Devos, Dewaele, Dhaene, Dhondt, Dubois, Ducrocq,
  Dufour, Duhem, Dumortier, Dupont, Dupuis, Durieux, Duthoit, Facon, Faure, Fiévet, Flament, Fontaine, Fournier, François,
  Gallois, Gauthier, Gérard, Ghesquière, Gillet, Goossens, Gosselin, Guérin, Hache, Haddad, Henneton, Hermant, Hochart, Houzé,
  Huyghe, Jacquart, Kaczmarek, Kowalski, Lambert, Lambin, Langlet, Lebrun, Leclercq, Lecomte, Ledoux, Lefebvre, Legrand, Lemaire,
  Lemoine, Lepers, Leroy, Lesage, Lestienne, Leuridan, Lévêque, Loridan, Mahieu, Maillard, Malbrancq, Marchand, Marescaux,
  Martel, Masson, Mercier, Meunier, Monnier, Moreau, Morel, Nowak, Ould, Parent, Parmentier, Petit, Picavet, Pietrzak, Plouvier,
  Poirier, Pottier, Prévost, Quesnel, Renard, Rigaut, Robillard, Rousseau, Roussel, Saïdi, Six, Szymański, Tellier, Thérain,
  Tiberghien, Tonneau, Vandamme, Vandenberghe, Vanhoutte, Vasseur, Verhaeghe, Vermeulen, Vilain, Wallart, Wattel, Willems, Zielinski`);

export const TOWNS = listed(`
  Annœullin, Anzin, Armentières, Aulnoye-Aymeries, Avesnes-sur-Helpe, Bailleul, Beuvrages, Bondues, Bousbecque, Bray-Dunes,
  Bruay-sur-l’Escaut, Cambrai, Cappelle-la-Grande, Caudry, Comines, Condé-sur-l’Escaut, Coudekerque-Branche, Croix, Denain,
  Douai, Douchy-les-Mines, Dunkerque, Escaudain, Escautpont, Estaires, Faches-Thumesnil, Ferrière-la-Grande, Flers-en-Escrebieux,
  Fourmies, Grande-Synthe, Gravelines, Halluin, Haubourdin, Hautmont, Hazebrouck, Hem, Houplines, Jeumont, La Bassée,
  La Madeleine, Lambersart, Lambres-lez-Douai, Lannoy, Le Cateau-Cambrésis, Leers, Lesquin, Lewarde, Linselles, Lomme, Loos,
  Lys-lez-Lannoy, Marcq-en-Barœul, Marly, Marquette-lez-Lille, Maubeuge, Merville, Montigny-en-Ostrevent, Mouvaux,
  Neuville-en-Ferrain, Nieppe, Onnaing, Orchies, Ostricourt, Pecquencourt, Pérenchies, Phalempin, Pont-à-Marcq, Provin, Quesnoy-sur-Deûle,
  Quiévrechain, Raismes, Ronchin, Roncq, Rosendaël, Roubaix, Saint-Amand-les-Eaux, Saint-André-lez-Lille, Saint-Pol-sur-Mer,
  Sainghin-en-Weppes, Santes, Seclin, Sequedin, Sin-le-Noble, Solesmes, Somain, Steenvoorde, Templeuve-en-Pévèle, Toufflers, Tourcoing,
  Valenciennes, Vieux-Condé, Villeneuve-d’Ascq, Wambrechies, Wattignies, Wattrelos, Wavrin, Wormhout`);

export const ASSOCIATIONS = listed(`
  Les Petits Loups, À petits pas, Le Jardin des lutins, Pirouette, Les P’tits Mousses, Câlin-Câline, La Ribambelle, Pom d’Api,
  Les Coccinelles, L’Île aux enfants, Graines de soleil, Le Manège enchanté, Les Bout’chou, Colin-Maillard, La Maison bleue,
  Les Trois Pommes, Tournesol, Arc-en-ciel, Les Capucines, La Souris verte, Croc’la vie, Premiers Pas, Le Nid, Les Farfadets`);

export const ESTABLISHMENTS = listed(`
  Crèche Les Lilas, Multi-accueil Les Marmousets, Halte-garderie La Farandole, Crèche familiale, Multi-accueil Pierre-Perret,
  Micro-crèche Les Pâquerettes, Crèche Françoise-Dolto, Multi-accueil La Comptine, Jardin d’enfants Les Tilleuls,
  Crèche Jacques-Prévert, Multi-accueil Le Petit Prince, Halte-garderie L’Escale`);

export const STREETS = listed(`
  rue de la République, rue Jean-Jaurès, rue Victor-Hugo, place de la Mairie, rue Pasteur, avenue de la Gare, rue des Écoles,
  rue Faidherbe, boulevard de la Liberté, rue du Général-de-Gaulle, rue Roger-Salengro, rue Sadi-Carnot`);
