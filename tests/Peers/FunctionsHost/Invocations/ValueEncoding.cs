using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Invocations;

/// <summary>How the host turns one value of a binding into a member of the envelope.</summary>
internal static class ValueEncoding
{
    /// <summary>Objects go as they are, once encoded; every string, number, bool, array and null becomes a string that holds its JSON text.</summary>
    public static JToken Encode(object? value, bool once = false)
    {
        switch (value)
        {
            case byte[] bytes:
                return new JValue(Convert.ToBase64String(bytes));
            case DateTime or DateTimeOffset:
                // Through ToString and back: the fraction of a second is lost on the way.
                return JToken.FromObject(DateTime.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture));
            case JObject document:
                return document;
            case string text when once:
                return new JValue(text);
            case null or string or JToken:
                return new JValue(JsonConvert.SerializeObject(value));
        }

        try
        {
            return JObject.FromObject(value);
        }
        catch (ArgumentException)
        {
            return new JValue(JsonConvert.SerializeObject(value));
        }
    }
}
