using Gateway.Engine.State;
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

    // The first session that had this CompID: all FIX versions of a strategy share its scope, so that no limit counts once for each of them.
    internal int Owner;

    // Open orders of the session, oldest first: a doubly linked list through the order table.
    internal int FirstOrder;
    internal int LastOrder;

    internal void Walk<TWalker>(ref TWalker walker) where TWalker : struct, IStateWalker, allows ref struct
    {
        walker.Text(ref CompId);
        walker.Text(ref DefaultAccount);
        walker.Flag(ref Defined);
        walker.Flag(ref DropCopy);
        walker.Flag(ref CancelOnDisconnect);
        walker.Flag(ref LoggedOn);
        walker.Place(ref FirstOrder);
        walker.Place(ref LastOrder);
        walker.Place(ref Owner);
    }
}
