using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ClinSeek.Functions.Tests.Architecture;

namespace ClinSeek.Functions.Tests.Deployment;

/// <summary><c>infra/main.parameters.json</c>, whose values azd fills from the environment.</summary>
internal static partial class ParametersFile
{
    /// <summary>Parameter names and values as written.</summary>
    public static IReadOnlyDictionary<string, string> Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "main.parameters.json")));
        return document.RootElement.GetProperty("parameters").EnumerateObject()
            .ToDictionary(static parameter => parameter.Name, static parameter => parameter.Value.GetProperty("value").GetString()!);
    }

    /// <summary>The same values in Bicep's own parameter format, with variables replaced.</summary>
    public static string ToBicepParameters(string template, IReadOnlyDictionary<string, string> environment)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"using '{template}'\n");
        foreach ((string name, string written) in Read())
        {
            string value = Variable().Replace(written, match => environment.GetValueOrDefault(match.Groups["name"].Value) ?? match.Groups["name"].Value switch
            {
                "AZURE_ENV_NAME" => "test",
                "AZURE_LOCATION" => "westeurope",
                _ => match.Groups["default"].Value,
            });
            bool literal = value is "true" or "false" || int.TryParse(value, CultureInfo.InvariantCulture, out _);
            text.Append(CultureInfo.InvariantCulture, $"param {name} = {(literal ? value : $"'{value}'")}\n");
        }

        return text.ToString();
    }

    /// <summary><c>${NAME}</c> or <c>${NAME=default}</c>.</summary>
    [GeneratedRegex(@"\$\{(?<name>[A-Z0-9_]+)(=(?<default>[^}]*))?\}")]
    public static partial Regex Variable();
}
