namespace ClinSeek.Functions.Hosting;

/// <summary>Which HTTP status a fault of an endpoint is.</summary>
internal static class Faults
{
    public static int StatusOf(Exception fault) => fault switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        IOException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
