using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ClinSeek.Peers.FunctionsHost.Apps;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ClinSeek.Peers.FunctionsHost.Invocations;

/// <summary>Reads a handler's answer with all the host's habits.</summary>
internal static class AnswerReader
{
    private const string RequestException = "System.Net.Http.HttpRequestException";

    private const string InvalidOperation = "System.InvalidOperationException";

    // Dates are parsed, as by default: that is what rewrites them.
    private static readonly JsonSerializerSettings Settings = new() { MaxDepth = 256 };

    /// <summary>The result, or null where the answer says nothing: the host then waits for ever.</summary>
    /// <exception cref="FunctionFailedException">No success, or nothing that can be read.</exception>
    public static InvocationResult? Read(FunctionDefinition function, HandlerAnswer answer)
    {
        if ((int)answer.Status is < 200 or > 299)
        {
            throw new FunctionFailedException(function.Name, RequestException, string.Create(
                CultureInfo.InvariantCulture, $"Response status code does not indicate success: {(int)answer.Status} ({answer.Reason})."));
        }

        if (answer.Body.Length == 0)
        {
            return null;
        }

        string? mediaType = MediaTypeHeaderValue.TryParse(answer.ContentType, out MediaTypeHeaderValue? type) ? type.MediaType : null;
        if (mediaType is not ("application/json" or "text/json"))
        {
            throw Invalid(function, $"its content type is {mediaType ?? "missing"}");
        }

        try
        {
            return JsonConvert.DeserializeObject<ScriptAnswer>(Encoding.UTF8.GetString(answer.Body), Settings) is { } read ? Result(function, read) : null;
        }
        catch (JsonException malformed)
        {
            throw Invalid(function, malformed.Message);
        }
    }

    private static InvocationResult Result(FunctionDefinition function, ScriptAnswer read)
    {
        JToken? returned = read.ReturnValue is null ? null : JToken.FromObject(read.ReturnValue);
        var outputs = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (BindingDefinition output in function.Bindings.Where(static binding => !binding.IsInput))
        {
            bool isReturn = output.Name == "$return";
            object? value = isReturn ? read.ReturnValue
                : read.Outputs?.FirstOrDefault(pair => string.Equals(pair.Key, output.Name, StringComparison.OrdinalIgnoreCase)).Value
                    ?? (returned as JObject)?.GetValue(output.Name, StringComparison.OrdinalIgnoreCase);
            outputs[output.Name] = output.Is("http") && !isReturn ? value : Decoded(value, output);
        }

        return new InvocationResult(outputs, read.Logs ?? [], returned);
    }

    /// <summary>A string that is valid base64 is bytes, whatever its author meant.</summary>
    private static object? Decoded(object? value, BindingDefinition output)
    {
        string? text = value as string ?? (value as JValue)?.Value as string;
        if (text is null || output.IsBinary)
        {
            return value;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : text;
    }

    private static FunctionFailedException Invalid(FunctionDefinition function, string why) =>
        new(function.Name, InvalidOperation, $"Invalid HttpResponseMessage: {why}");
}
