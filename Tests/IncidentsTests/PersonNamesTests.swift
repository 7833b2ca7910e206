import Incidents
import Testing

@Suite struct PersonNamesTests {
    @Test(arguments: [
        "Maria Rossi", "John Smith", "Jean-Pierre Dupont", "Ahmed Al-Masri", "Juan Carlos García", "Juan de Vega",
        "Ludwig van Beethoven", "Siobhán O'Brien", "J. Tolkien", "Иван Петров", "Γιώργος Παπαδόπουλος", "Ayşe Yılmaz",
        "Łukasz Nowak", "  Anna   Berg ", "Giulia Di Lorenzo",
    ])
    func `two or three capitalised words look like a person's name`(_ name: String) {
        #expect(PersonNames.areLike(name))
    }

    @Test(arguments: [
        "coast guard desk", "Coast Guard", "Guardia Costiera", "Guardia Civil", "Garde Côtière", "Küstenwache Nord",
        "Police Nationale", "Procura di Palermo", "Fiscalía General", "Ministère Intérieur", "Polizei Berlin",
        "Bundespolizei Rosenheim", "IOM Libya", "IOM Greece", "UNHCR Tunis", "Red Crescent", "Croce Rossa", "Cruz Roja",
        "Alarm Phone", "Sea Watch", "Open Arms", "Night Desk", "Duty Officer", "Senior Analyst", "Sahil Güvenlik",
        "Служба Безопасности", "Береговая Охрана", "Λιμενικό Σώμα", "خفر السواحل", "移民局", "Al Jazeera", "El País",
        "The Guardian", "New York Times", "Times of Malta", "Frontex", "unstated", "harbour desk", "desk Rossi",
        "Caritas Italiana", "Médecins Sans Frontières", "Coroner", "Team 3", "Mixed Migration Centre", "Sky News",
        "Syria Desk",
        "Tribunale di Trapani", "Staatsanwaltschaft Wien", "Prosecutor's Office", "Ufficio Immigrazione", "",
    ])
    func `an organisation, an office, a role and a paper do not`(_ name: String) {
        #expect(!PersonNames.areLike(name))
    }
}
