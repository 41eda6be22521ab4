using System.Text.RegularExpressions;

namespace ClinSeek.Peers.FunctionsHost.Apps;

/// <summary>The app settings: those given to the host, then local.settings.json, then the host's own environment.</summary>
public sealed partial class AppValues(IReadOnlyDictionary<string, string> local, IReadOnlyDictionary<string, string> given)
{
    /// <summary>What the handler's environment gets on top of the host's own.</summary>
    public Dictionary<string, string> ForHandler()
    {
        var values = new Dictionary<string, string>(local);
        foreach ((string name, string value) in given)
        {
            values[name] = value;
        }

        return values;
    }

    /// <summary>Replaces names between percent signs by their settings.</summary>
    /// <exception cref="AppFolderException">There is no such setting.</exception>
    public string Resolve(string text) => Name().Replace(text, match =>
        Find(match.Groups[1].Value) ?? throw new AppFolderException($"The setting {match.Groups[1].Value} is used and not there."));

    /// <summary>The same, but a name without a setting stays as it is.</summary>
    internal string Expand(string text) => Name().Replace(text, match => Find(match.Groups[1].Value) ?? match.Value);

    private string? Find(string name) => given.GetValueOrDefault(name) ?? local.GetValueOrDefault(name) ?? Environment.GetEnvironmentVariable(name);

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Name();
}
