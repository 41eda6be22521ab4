using ClinSeek.Ehr.Fhir.Authorization;
using ClinSeek.Ehr.Fhir.Rest;
using ClinSeek.Imaging.DicomWeb;

namespace ClinSeek.Functions.Films;

/// <summary>Says in the words of the imaging room what the guarded transport forbids.</summary>
internal sealed class ArchiveHandler(HttpMessageInvoker guarded) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await guarded.SendAsync(request, cancellationToken);
        }
        catch (Exception refused) when ((refused as HostRefusedException ?? refused.InnerException as HostRefusedException) is { } rule)
        {
            throw new DicomWebRefusedException(rule.Message, refused);
        }
        catch (AccessTokenException refused)
        {
            throw new DicomWebRefusedException(refused.Message, refused);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            guarded.Dispose();
        }

        base.Dispose(disposing);
    }
}
