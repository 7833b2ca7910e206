/// The version of all programs of this package.
public enum ProgramVersion {
    /// Also in the README's instructions for a release.
    public static let current = "0.1.0"
}
