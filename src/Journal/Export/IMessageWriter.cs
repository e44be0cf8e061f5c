namespace Gateway.Journal.Export;

/// <summary>Writes messages one after another to a stream.</summary>
public interface IMessageWriter
{
    /// <summary>Writes a message.</summary>
    void Write(JournalMessage message);

    /// <summary>Writes out what is buffered.</summary>
    void Flush();
}
