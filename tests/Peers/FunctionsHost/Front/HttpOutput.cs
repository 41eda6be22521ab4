using System.Globalization;
using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Invocations;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Front;

/// <summary>Writes an envelope's HTTP output to the caller. Four members of it survive: status, headers, body and nothing else of use.</summary>
internal static class HttpOutput
{
    public static async Task WriteAsync(HttpResponse response, FunctionDefinition function, InvocationResult result)
    {
        BindingDefinition? output = function.Bindings.FirstOrDefault(static binding => binding.Is("http"));
        object? value = output is null ? null : result.Outputs[output.Name];
        bool isReturn = output?.Name == "$return";
        if (isReturn && value is string text && TryParse(text) is JObject parsed)
        {
            value = parsed;
        }

        if (value is not JObject document || (isReturn && document["body"] is null))
        {
            response.StatusCode = value is null or JValue { Value: null } ? StatusCodes.Status204NoContent : StatusCodes.Status200OK;
            await BodyAsync(response, value);
            return;
        }

        response.StatusCode = Status(document["statusCode"] ?? document["status"]);
        foreach (JProperty header in (document["headers"] as JObject)?.Properties() ?? [])
        {
            response.Headers[header.Name] = (string?)header.Value;
        }

        await BodyAsync(response, document["body"]);
    }

    private static Task BodyAsync(HttpResponse response, object? body) => body switch
    {
        null or JValue { Value: null } => Task.CompletedTask,
        byte[] bytes => response.Body.WriteAsync(bytes).AsTask(),
        string text => response.WriteAsync(text),
        JValue { Value: string text } => response.WriteAsync(text),
        // What a list's ToString gives.
        JArray => response.WriteAsync("System.Collections.Generic.List`1[System.Object]"),
        JToken token => response.WriteAsync(token.ToString(Formatting.None)),
        _ => response.WriteAsync(JsonConvert.SerializeObject(body)),
    };

    private static int Status(JToken? value) =>
        value is null ? StatusCodes.Status200OK : int.Parse((string)value!, CultureInfo.InvariantCulture);

    private static JToken? TryParse(string text)
    {
        try
        {
            return JToken.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
