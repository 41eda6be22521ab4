using ClinSeek.Durable.Protocol;
using Google.Protobuf;

namespace ClinSeek.Durable.Engine;

/// <summary>The stored form of several history events: each protobuf message behind its length.</summary>
internal static class EventBatch
{
    public static byte[] Encode(IReadOnlyList<HistoryEvent> events)
    {
        var size = 0;
        for (var i = 0; i < events.Count; i++)
            size += CodedOutputStream.ComputeMessageSize(events[i]);

        var bytes = new byte[size];
        using var output = new CodedOutputStream(bytes);
        for (var i = 0; i < events.Count; i++)
            output.WriteMessage(events[i]);
        output.CheckNoSpaceLeft();
        return bytes;
    }

    public static void Decode(byte[] bytes, ICollection<HistoryEvent> into)
    {
        using var input = new CodedInputStream(bytes);
        while (!input.IsAtEnd)
        {
            var item = new HistoryEvent();
            input.ReadMessage(item);
            into.Add(item);
        }
    }

    public static List<HistoryEvent> Decode(byte[] bytes)
    {
        var events = new List<HistoryEvent>();
        Decode(bytes, events);
        return events;
    }
}
