using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Hosting;

/// <summary>Which HTTP status a fault of an endpoint is.</summary>
internal static class Faults
{
    public static int StatusOf(Exception fault) => fault switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        NoEngineException none => none.IsMisdirected ? StatusCodes.Status421MisdirectedRequest : StatusCodes.Status503ServiceUnavailable,
        HttpRequestException => StatusCodes.Status503ServiceUnavailable,
        IOException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
