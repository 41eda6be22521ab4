using System.Globalization;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>The value of a <c>queueTrigger</c> binding with what the host tells about the message. Delivered at least once.</summary>
/// <param name="Text">The message's text; JSON stays text.</param>
/// <param name="Id">The message's id, or null where the host does not tell it.</param>
/// <param name="DequeueCount">How often the message was taken from the queue, this time included.</param>
public sealed record QueueMessage(string Text, string? Id, int DequeueCount)
{
    /// <exception cref="MalformedEnvelopeException">The invocation holds no such value.</exception>
    public static QueueMessage Read(InvocationEnvelope envelope, string binding)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var count = envelope.FindMetadata("DequeueCount")?.ReadText();
        return new QueueMessage(
            envelope.GetData(binding).ReadText() ?? "",
            envelope.FindMetadata("Id")?.ReadText(),
            int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1);
    }
}
