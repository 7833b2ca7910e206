import Forms

/// The words of headings in the languages in which authorities along the routes keep their tables, by the English word that a
/// proposal goes by. Without accents and plural; a word that also means something else in another of these languages, or in
/// English, is left out.
enum HeadingWords {
    /// Spanish, French, Italian, Portuguese, German.
    private static let foreign: [String: String] = [
        "identifier": "identificador identifiant identificativo kennung",
        "number": "numero nummer", "case": "caso fallnummer",
        "reference": "referencia riferimento aktenzeichen", "file": "expediente dossier fascicolo akte processo",
        "date": "fecha datum", "year": "ano annee anno jahr", "month": "mes mois mese monat",
        "end": "fin fine fim ende", "publication": "publicacion pubblicazione publicacao veroffentlichung",
        "latitude": "latitud latitudine breite breitengrad", "longitude": "longitud longitudine lange langengrad",
        "region": "regione regiao", "zone": "zona",
        "place": "lugar lieu luogo ort sitio", "location": "localidad ubicacion localite localita localidade",
        "city": "ciudad ville citta cidade stadt", "port": "puerto porto hafen",
        "district": "distrito distretto bezirk provincia",
        "total": "totale gesamt insgesamt",
        "dead":
            "muerto fallecido mort morte dece decede morto morti decesso deceduto deceduti obito tote toten todesopfer",
        "missing": "desaparecido disparu disperso dispersi vermisst vermisste",
        "survivor":
            "sobreviviente superviviente survivant rescape superstite superstiti sopravvissuto sopravvissuti "
            + "sobrevivente uberlebende",
        "rescued": "rescatado secouru soccorsi resgatado gerettet gerettete",
        "female": "mujer mujere femme donna donne mulher mulhere frau frauen",
        "male": "hombre homme uomo uomini homem homen mann manner",
        "child": "nino enfant bambino bambini crianca kind kinder", "minor": "menor menore mineur minore minori",
        "minimum": "minimo", "maximum": "maximo massimo",
        "arrested":
            "detenido arrete arrestato arrestati detido preso festgenommen festgenommene verhaftet verhaftete",
        "arrest": "arrestation arresto arresti detencion festnahme festnahmen",
        "suspect": "sospechoso sospettato sospettati suspeito verdachtiger",
        "driver": "conductor chofer conducteur conducente condutor fahrer", "guide": "guia guida fuhrer",
        "skipper": "patron scafista scafisti",
        "organizer": "organizador organisateur organizzatore organizzatori organisator cabecilla",
        "recruiter": "reclutador recruteur reclutatore recrutador anwerber",
        "nationality": "nacionalidad nationalite nazionalita nacionalidade nationalitat staatsangehorigkeit",
        "origin": "origen origine origem herkunft", "role": "rol ruolo papel funktion",
        "offence": "delito delit infraction reato crimen straftat",
        "cause": "causa ursache todesursache", "route": "ruta rotta rota",
        "source": "fuente fonte quelle",
        "note": "nota observacion observacione remarque anmerkung bemerkung osservazioni",
        "comment": "comentario commentaire commento kommentar",
    ]

    private static let english: [String: String] = Dictionary(
        uniqueKeysWithValues: foreign.flatMap { english, words in
            words.split(separator: " ").map { (String($0), english) }
        })

    /// A word of a heading without accents, and the English one that it is.
    static func meanings(of word: String) -> [String] {
        let plain = FoldedText.of(word)
        return [plain] + (english[plain].map { [$0] } ?? [])
    }
}
