using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Management;

/// <summary>Texts that may be JSON, as the management API shows and takes them.</summary>
internal static class JsonText
{
    /// <summary>The value where the text is JSON, the text itself where it is not, null where there is none.</summary>
    public static JToken Show(string? text) => text is null ? JValue.CreateNull() : Parse(text) ?? new JValue(text);

    public static JToken? Parse(string text)
    {
        try
        {
            return JsonConvert.DeserializeObject<JToken>(text, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
