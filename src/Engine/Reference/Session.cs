using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>A FIX session as the core knows it; its place in the table is its number.</summary>
struct Session
{
    internal Text32 CompId;
    internal Text16 DefaultAccount;
    internal bool Defined;
    internal bool DropCopy;
    internal bool CancelOnDisconnect;
    internal bool LoggedOn;

    // Open orders of the session, oldest first: a doubly linked list through the order table.
    internal int FirstOrder;
    internal int LastOrder;

    internal readonly void AddTo(ref HashBuilder hash)
    {
        hash.Add(in CompId);
        hash.Add(in DefaultAccount);
        hash.Add((Defined ? 1L : 0) | (DropCopy ? 2L : 0) | (CancelOnDisconnect ? 4L : 0) | (LoggedOn ? 8L : 0));
    }
}
